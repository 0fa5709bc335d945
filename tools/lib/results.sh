# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Counting test results: TAP files of Check, the output of test groups.

# tap_counts FILE: prints "PASSED FAILED PLAN", PLAN being the number of cases the file says there are, or "none" when
# it does not say so. Check writes the plan last: a program that died has none. A message may run over several lines.
tap_counts()
{
    awk '
        /^ok [0-9]+ - / { passed++ }
        /^not ok [0-9]+ - / { failed++ }
        /^1\.\.[0-9]+[ \r]*$/ { plan = substr($0, 4) + 0; planned = 1 }
        END { print passed + 0, failed + 0, planned ? plan : "none" }' "$1"
}

# tap_failures FILE: the failing cases with their messages.
tap_failures()
{
    awk '/^ok [0-9]+ - / || /^1\.\.[0-9]+/ { show = 0 } /^not ok / { show = 1 } show { sub(/\r$/, ""); print }' "$1"
}

# group_counts FILE: prints "PASSED FAILED SKIPPED" of a test group's output: of its last line "N passed, N failed[, N
# skipped]" where it has one, else of its TAP lines; "none" when it says neither.
group_counts()
{
    awk '
        { sub(/\r$/, "") }
        /^([A-Za-z]+: )?[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$/ {
            line = $0; sub(/^[A-Za-z]+: /, "", line); gsub(/[^0-9]+/, " ", line); split(line, count, " "); closed = 1
        }
        /^(not )?ok([ \t]|$)/ && /#[ \t]*[Ss][Kk][Ii][Pp]/ { skipped++; next }
        /^ok([ \t]|$)/ { passed++ }
        /^not ok([ \t]|$)/ { failed++ }
        /^1\.\.[0-9]+/ { plan = substr($0, 4) + 0; planned = 1 }
        END {
            if (closed)
                print count[1] + 0, count[2] + 0, count[3] + 0
            else if (passed + failed + skipped == 0 && !planned)
                print "none"
            else {
                # Announced and not reported: failed.
                if (planned && plan > passed + failed + skipped)
                    failed = plan - passed - skipped
                print passed + 0, failed + 0, skipped + 0
            }
        }' "$1"
}

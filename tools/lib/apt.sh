# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# A private apt directory: packages and sources are fetched through the machine's own package sources, without touching
# its configuration, its package lists or its installed packages. Needs no root.

# apt_sources KIND: prints, in deb822 form, the machine's configured sources as entries of KIND (deb or deb-src), whatever
# kinds and architectures they are configured for. Reads both file formats.
apt_sources()
{
    local kind=$1 list=/etc/apt/sources.list parts=/etc/apt/sources.list.d file shell

    if shell=$(apt-config shell list Dir::Etc::sourcelist/f parts Dir::Etc::sourceparts/d 2> /dev/null); then
        eval "$shell"
    fi
    for file in "$list" "${parts%/}"/*.list "${parts%/}"/*.sources; do
        [ -f "$file" ] || continue
        case $file in
            *.sources) apt_sources_deb822 "$kind" < "$file" ;;
            *) apt_sources_one_line "$kind" < "$file" ;;
        esac
    done | awk -v RS= '!seen[$0]++ { print $0 "\n" }'
}

# "Types: deb", "Architectures: amd64": the type is replaced, the architectures are dropped, the rest is kept.
apt_sources_deb822()
{
    awk -v kind="$1" '
        function flush_entry() {
            if (has_uri && enabled)
                printf "Types: %s\n%s\n", kind, text
            text = ""; has_uri = 0; enabled = 1
        }
        BEGIN { enabled = 1 }
        /^[ \t]*$/ { flush_entry(); next }
        /^#/ { next }
        /^[^ \t]/ {
            field = tolower($0); sub(/[ \t]*:.*/, "", field)
            dropped = field == "types" || field == "architectures"
            if (field == "uris") has_uri = 1
            if (field == "enabled" && tolower($0) ~ /:[ \t]*(no|false|0)[ \t]*$/) enabled = 0
        }
        !dropped { text = text $0 "\n" }
        END { flush_entry() }'
}

# "deb [arch=amd64 signed-by=/x.gpg] http://host/debian bookworm main": options become fields of the other format.
apt_sources_one_line()
{
    awk -v kind="$1" '
        /^[ \t]*deb(-src)?[ \t]/ {
            sub(/[ \t]#.*/, "")
            line = $0; options = ""
            sub(/^[ \t]*deb(-src)?[ \t]+/, "", line)
            if (line ~ /^\[/) {
                options = substr(line, 2, index(line, "]") - 2)
                line = substr(line, index(line, "]") + 1)
            }
            count = split(line, word, /[ \t]+/)
            first = word[1] == "" ? 2 : 1
            printf "Types: %s\nURIs: %s\nSuites: %s\n", kind, word[first], word[first + 1]
            components = ""
            for (i = first + 2; i <= count; i++) if (word[i] != "") components = components " " word[i]
            if (components != "") print "Components:" components
            option_count = split(options, option, /[ \t]+/)
            for (i = 1; i <= option_count; i++) {
                if (option[i] !~ /=/) continue
                key = tolower(option[i]); value = option[i]
                sub(/[+-]?=.*/, "", key); sub(/^[^=]*=/, "", value); gsub(/,/, " ", value)
                if (key == "signed-by") print "Signed-By: " value
                else if (key == "trusted") print "Trusted: " value
                else if (key == "check-valid-until") print "Check-Valid-Until: " value
            }
            print ""
        }'
}

# apt_private DIR KIND ARCHITECTURE: lays out the directory and fetches the package lists. `apt_in DIR COMMAND...` then
# runs apt-get there.
apt_private()
{
    local dir=$1 kind=$2 architecture=$3

    need apt-get apt
    mkdir -p "$dir"/{sources.d,state/lists/partial,cache/archives/partial}
    : > "$dir/status"
    : > "$dir/empty"
    apt_sources "$kind" > "$dir/sources.d/machine.sources"
    grep -q '^Types:' "$dir/sources.d/machine.sources" ||
        die 125 "this machine has no apt source configured (/etc/apt/sources.list, /etc/apt/sources.list.d)"
    cat > "$dir/apt.conf" << EOF
Dir::Etc::SourceList "$dir/empty";
Dir::Etc::SourceParts "$dir/sources.d";
Dir::Etc::Preferences "$dir/empty";
Dir::State "$dir/state";
Dir::State::Lists "$dir/state/lists";
Dir::State::Status "$dir/status";
Dir::Cache "$dir/cache";
Dir::Cache::Archives "$dir/cache/archives";
APT::Architecture "$architecture";
#clear APT::Architectures;
APT::Architectures { "$architecture"; };
APT::Sandbox::User "root";
APT::Update::Post-Invoke-Success "";
Acquire::Languages "none";
Debug::NoLocking "true";
EOF
    # One source that does not answer (a third party's, or one without this architecture) is no reason to stop: what is
    # missing in the end is reported when the package is not found.
    apt_in "$dir" update > "$dir/update.log" 2>&1 ||
        say "going on without the package lists that could not be fetched: $(apt_failed_lists "$dir/update.log")"
}

# The addresses that apt reports as failed, in one line.
apt_failed_lists()
{
    sed -n 's/^[EW]: Failed to fetch \([^ ]*\).*/\1/p' "$1" | sort -u | tr '\n' ' '
}

apt_in()
{
    local dir=$1
    shift
    APT_CONFIG=$dir/apt.conf apt-get -q "$@"
}

dnl SPDX-License-Identifier: MIT
dnl OMF_SUMMARY: what was found, and what is missing with the package that has it.
AC_DEFUN([OMF_SUMMARY], [
  AS_ECHO(["
openmfplat $PACKAGE_VERSION for $host
  compiler        $CC
  IDL compiler    $WIDL, base files in $WINE_IDL_DIR
  wine            ${WINE:-none needed}
  tests           ${with_check}
  warnings fatal  $enable_werror
  debug checks    $enable_debug
"])
  AS_IF([test "x$with_check" = xno],
    [AS_ECHO(["  (no --with-check: 'make check' has no tests; tools/get-check builds Check)"])])
])

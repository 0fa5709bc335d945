dnl SPDX-License-Identifier: MIT
dnl OMF_WINE: the command that runs Windows programs in `make check`; empty on Windows itself.
AC_DEFUN([OMF_WINE], [
  AC_ARG_VAR([WINE], [command that runs a Windows program of the host's word size])
  AS_CASE([$build_os],
    [mingw*|cygwin*|msys*], [WINE=],
    [AC_CHECK_PROGS([WINE], [wine64 wine], [no])])
  AS_IF([test "x$WINE" = xno],
    [AC_MSG_WARN([wine is missing (Debian package wine): make check cannot run the tests])])
])

dnl SPDX-License-Identifier: MIT
dnl OMF_CHECK_LIBRARY: the Check framework built for the host. Without it the tests are not built.
AC_DEFUN([OMF_CHECK_LIBRARY], [
  AC_ARG_WITH([check],
    [AS_HELP_STRING([--with-check=PREFIX], [where Check is installed, cross-built for the host (tools/get-check does that)])],
    [], [with_check=no])
  AS_IF([test "x$with_check" != xno],
    [AS_IF([test ! -f "$with_check/include/check.h"],
       [AC_MSG_ERROR([no include/check.h in $with_check; tools/get-check builds Check for $host])])
     CHECK_CFLAGS="-I$with_check/include"
     CHECK_LIBS="-L$with_check/lib -lcheck -Wl,-Bstatic -lpthread -Wl,-Bdynamic"])
  AC_SUBST([CHECK_PREFIX], [$with_check])
  AC_SUBST([CHECK_CFLAGS])
  AC_SUBST([CHECK_LIBS])
  AM_CONDITIONAL([HAVE_CHECK], [test "x$with_check" != xno])
])

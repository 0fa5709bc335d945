dnl SPDX-License-Identifier: MIT
dnl OMF_WARNINGS: every warning the compiler knows of this list; --enable-werror for continuous integration.
AC_DEFUN([OMF_WARNINGS], [
  AC_ARG_ENABLE([werror], [AS_HELP_STRING([--enable-werror], [warnings are errors])], [], [enable_werror=no])
  OMF_WARN_CFLAGS=
  omf_save_CFLAGS=$CFLAGS
  for flag in -Wall -Wextra -Wvla -Wundef -Wstrict-prototypes -Wmissing-prototypes \
              -Wwrite-strings -Wformat=2; do
    CFLAGS="$omf_save_CFLAGS -Werror $flag"
    AC_MSG_CHECKING([whether $CC takes $flag])
    AC_COMPILE_IFELSE([AC_LANG_PROGRAM([], [])],
      [AC_MSG_RESULT([yes]); OMF_WARN_CFLAGS="$OMF_WARN_CFLAGS $flag"], [AC_MSG_RESULT([no])])
  done
  CFLAGS=$omf_save_CFLAGS
  AS_IF([test "x$enable_werror" = xyes], [OMF_WARN_CFLAGS="$OMF_WARN_CFLAGS -Werror"])
  AC_SUBST([OMF_WARN_CFLAGS])
])

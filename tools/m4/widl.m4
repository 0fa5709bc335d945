dnl SPDX-License-Identifier: MIT
dnl OMF_WIDL: the IDL compiler and the folder with the base IDL files (unknwn.idl and others).
AC_DEFUN([OMF_WIDL], [
  AC_ARG_VAR([WIDL], [IDL compiler])
  AC_CHECK_TOOLS([WIDL], [widl], [no])
  AS_IF([test "x$WIDL" = xno],
    [AC_MSG_ERROR([widl is missing (Debian package mingw-w64-tools)])])
  AC_ARG_WITH([wine-idl],
    [AS_HELP_STRING([--with-wine-idl=DIR], [folder with unknwn.idl and Wine's Windows headers])],
    [WINE_IDL_DIR=$withval],
    [WINE_IDL_DIR=
     for dir in /usr/include/wine/wine/windows /usr/include/wine/windows \
                /usr/local/include/wine/windows /opt/wine-stable/include/wine/windows; do
       AS_IF([test -z "$WINE_IDL_DIR" && test -f "$dir/unknwn.idl"], [WINE_IDL_DIR=$dir])
     done])
  AC_MSG_CHECKING([for the base IDL files])
  AS_IF([test -z "$WINE_IDL_DIR" || test ! -f "$WINE_IDL_DIR/unknwn.idl"],
    [AC_MSG_RESULT([no])
     AC_MSG_ERROR([unknwn.idl is missing (Debian package libwine-dev); or give --with-wine-idl=DIR])])
  AC_MSG_RESULT([$WINE_IDL_DIR])
  AC_SUBST([WINE_IDL_DIR])
  AS_CASE([$host_cpu], [i?86], [WIDL_MACHINE=-m32], [WIDL_MACHINE=-m64])
  AC_SUBST([WIDL_MACHINE])
])

dnl SPDX-License-Identifier: MIT
dnl OMF_REQUIRE_MINGW_HOST: the DLLs exist for Windows only; say so before anything else fails.
AC_DEFUN([OMF_REQUIRE_MINGW_HOST], [
  AS_CASE([$host_os],
    [mingw*], [],
    [AC_MSG_ERROR([openmfplat builds Windows DLLs: give --host=x86_64-w64-mingw32 or --host=i686-w64-mingw32
  (Debian packages gcc-mingw-w64-x86-64 and gcc-mingw-w64-i686)])])
])

@echo off
rem SPDX-License-Identifier: MIT
rem usage: run.cmd [native or ours] [x86_64 or i686]
rem
rem Runs all test programs and writes what they say to the folder results-WHICH-ARCH: a .tap file and a .txt file for
rem each, and summary.txt. "native" (the default) tests Windows' own mfplat.dll, "ours" the one in the folder dll.
rem The exit code is 0 when no program failed.

setlocal enableextensions
set which=%1
if "%which%"=="" set which=native
if not "%which%"=="native" if not "%which%"=="ours" goto usage
set arch=%2
if "%arch%"=="" set arch=x86_64
if "%2"=="" if not exist "%~dp0x86_64" set arch=i686
if not exist "%~dp0%arch%\tests" goto no_tests

set results=%~dp0results-%which%-%arch%
set work=%~dp0work-%which%-%arch%
if exist "%results%" rmdir /s /q "%results%"
if exist "%work%" rmdir /s /q "%work%"
mkdir "%results%"
mkdir "%work%"
copy /y "%~dp0%arch%\tests\*.exe" "%work%" > nul
if "%which%"=="ours" copy /y "%~dp0%arch%\dll\*.dll" "%work%" > nul

set passed=0
set failed=0
set CK_VERBOSITY=normal
cd /d "%work%"
for %%t in (*.exe) do call :run %%t
echo %passed% programs passed, %failed% programs failed, results in %results%
echo %passed% programs passed, %failed% programs failed>> "%results%\summary.txt"
cd /d "%~dp0"
rmdir /s /q "%work%"
if not "%failed%"=="0" exit /b 1
exit /b 0

:run
set CK_TAP_LOG_FILE_NAME=%results%\%~n1.tap
%1 > "%results%\%~n1.txt" 2>&1
if errorlevel 1 goto run_failed
if not exist "%results%\%~n1.tap" goto run_failed
set /a passed+=1
echo passed %~n1
echo passed %~n1>> "%results%\summary.txt"
goto :eof
:run_failed
set /a failed+=1
echo FAILED %~n1
echo FAILED %~n1>> "%results%\summary.txt"
goto :eof

:usage
echo usage: run.cmd [native or ours] [x86_64 or i686]
exit /b 2

:no_tests
echo there are no tests for %arch% in %~dp0
exit /b 2

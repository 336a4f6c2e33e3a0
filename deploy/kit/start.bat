@echo off
rem The dashboard on this computer alone; ends with Ctrl+C or when this window is closed.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
if not exist ".venv\Scripts\python.exe" (
    echo install.ps1 has to be run first.
    pause
    exit /b 2
)
".venv\Scripts\python.exe" -m readiness serve --port 8501 --open
if errorlevel 1 pause

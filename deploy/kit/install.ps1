# Installs the dashboard from this kit on Windows: no network, no compiler, no administrator.
# powershell -ExecutionPolicy Bypass -File install.ps1 [-Check] [-Prefix PLACE] [-Fingerprint HEX] [-Remove]
param(
    [string]$Prefix = (Join-Path $env:LOCALAPPDATA 'readiness'),
    [string]$Fingerprint = '',
    [switch]$Check,
    [switch]$Remove
)
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version 2
$kit = Split-Path -Parent $MyInvocation.MyCommand.Path
$shortcut = Join-Path ([Environment]::GetFolderPath('Desktop')) 'readiness.lnk'

function Stop-With([string]$text) { [Console]::Error.WriteLine($text); exit 2 }

function Get-Sum([string]$path) { (Get-FileHash -Algorithm SHA256 -LiteralPath $path).Hash.ToLower() }

function Test-Kit {
    foreach ($name in 'MANIFEST', 'MANIFEST.sig', 'KEY.pem', 'KEY.xml') {
        if (-not (Test-Path -LiteralPath (Join-Path $kit $name))) { Stop-With "$name がありません。キットを取り出し直してください。" }
    }
    $pem = [IO.File]::ReadAllBytes((Join-Path $kit 'KEY.pem'))
    $xml = [IO.File]::ReadAllBytes((Join-Path $kit 'KEY.xml'))
    $sha = [Security.Cryptography.SHA256]::Create()
    $found = -join ($sha.ComputeHash([byte[]]($pem + $xml)) | ForEach-Object { $_.ToString('x2') })
    if ($Fingerprint -eq '') {
        Write-Output "鍵の指紋：$found"
        Write-Output '作った人から聞いた指紋と比べてください（-Fingerprint で自動で比べます）。'
    } elseif ($found -ne $Fingerprint.ToLower()) {
        Stop-With "鍵の指紋が違います（$found）。このキットは使わないでください。"
    }
    $key = New-Object Security.Cryptography.RSACryptoServiceProvider
    $key.FromXmlString([Text.Encoding]::ASCII.GetString($xml))
    $manifest = [IO.File]::ReadAllBytes((Join-Path $kit 'MANIFEST'))
    $signature = [IO.File]::ReadAllBytes((Join-Path $kit 'MANIFEST.sig'))
    if (-not $key.VerifyData($manifest, [Security.Cryptography.CryptoConfig]::MapNameToOID('SHA256'), $signature)) {
        Stop-With '目録（MANIFEST）の署名が合いません。このキットは使わないでください。'
    }
    $listed = @{ 'MANIFEST' = 1; 'MANIFEST.sig' = 1 }
    foreach ($line in [IO.File]::ReadAllLines((Join-Path $kit 'MANIFEST'))) {
        $sum, $size, $name = $line.Split(' ')
        $path = Join-Path $kit $name.Replace('/', '\')
        if (-not (Test-Path -LiteralPath $path)) { Stop-With "$name がありません。" }
        if ((Get-Item -LiteralPath $path).Length -ne [long]$size) { Stop-With "$name の大きさが違います。" }
        if ((Get-Sum $path) -ne $sum) { Stop-With "$name の中身が違います。" }
        $listed[$name] = 1
    }
    foreach ($file in Get-ChildItem -LiteralPath $kit -Recurse -File) {
        $name = $file.FullName.Substring($kit.Length + 1).Replace('\', '/')
        if (-not $listed.ContainsKey($name)) { Stop-With "目録にないファイルがあります：$name" }
    }
    Write-Output "照合しました：$($listed.Count - 2)個のファイル"
}

function Find-Python {
    $asked = 'import sys; print(sys.executable if (3, 11) <= sys.version_info[:2] <= (3, 13) and sys.maxsize > 2**32 else "")'
    foreach ($command in @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python')) {
        if (-not (Get-Command $command[0] -ErrorAction SilentlyContinue)) { continue }
        $rest = @($command | Select-Object -Skip 1) + @('-c', $asked)
        try { $found = & $command[0] @rest 2>$null } catch { $found = '' }
        if ($LASTEXITCODE -eq 0 -and $found) { return "$found" }
    }
    Stop-With 'Python 3.11、3.12、3.13（64ビット）のどれかが要ります。媒体から入れてください（管理者でなくても入ります）。'
}

if ($Remove) {
    if (-not (Test-Path -LiteralPath (Join-Path $Prefix 'requirements-kit.txt'))) { Stop-With "$Prefix には、このキットで入れたものがありません。" }
    $var = Join-Path $Prefix 'var'
    Get-ChildItem -LiteralPath $Prefix -Force | Where-Object { $_.FullName -ne $var } | Remove-Item -Recurse -Force
    if (Test-Path -LiteralPath $shortcut) { Remove-Item -LiteralPath $shortcut }
    if (Test-Path -LiteralPath $var) { Write-Output "取り除きました。公表した回は $var に残っています。" }
    else { Remove-Item -LiteralPath $Prefix; Write-Output '取り除きました。' }
    exit 0
}

Test-Kit
if ($Check) { exit 0 }

$python = Find-Python
New-Item -ItemType Directory -Force -Path $Prefix | Out-Null
# What an earlier version left goes; what was published (var) and the secrets stay.
Get-ChildItem -LiteralPath $Prefix -Force | Where-Object { $_.Name -notin 'var', '.streamlit' } | Remove-Item -Recurse -Force
Copy-Item -Path (Join-Path $kit 'project\*') -Destination $Prefix -Recurse -Force
Copy-Item -LiteralPath (Join-Path $kit 'project\.streamlit') -Destination $Prefix -Recurse -Force
Copy-Item -LiteralPath (Join-Path $kit 'start.bat') -Destination $Prefix
$environment = Join-Path $Prefix '.venv'
& $python -m venv --without-pip $environment
if ($LASTEXITCODE -ne 0) { Stop-With '仮想環境を作れません。' }
$inside = Join-Path $environment 'Scripts\python.exe'
$installer = (Get-ChildItem -Path (Join-Path $kit 'wheels\pip-*.whl')).FullName
& $inside (Join-Path $installer 'pip') install --isolated --quiet --no-index --disable-pip-version-check --no-warn-script-location `
    --find-links (Join-Path $kit 'wheels') --require-hashes -r (Join-Path $Prefix 'requirements-kit.txt')
if ($LASTEXITCODE -ne 0) { Stop-With '部品を入れられません（上の行）。' }
Push-Location $Prefix
& $inside -m deploy.compressed
Pop-Location
$shell = New-Object -ComObject WScript.Shell
$link = $shell.CreateShortcut($shortcut)
$link.TargetPath = Join-Path $Prefix 'start.bat'
$link.WorkingDirectory = $Prefix
$link.Save()
Write-Output "入れました。デスクトップの「readiness」か $Prefix\start.bat で始まります。"

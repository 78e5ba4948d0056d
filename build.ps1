# Runs Bakehouse on Windows: ./build.ps1 --target=List. The program is published once, and again when what it is made of
# has changed. What build.sh does elsewhere.
$ErrorActionPreference = 'Stop'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

Push-Location $PSScriptRoot
try {
    $files = @(Get-ChildItem build -Recurse -File) + @(Get-Item Directory.*, global.json, build.ps1)
    $state = $files | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" } | Sort-Object
    $bytes = [Text.Encoding]::UTF8.GetBytes(($state -join "`n") + $env:UsePublishedPackages)
    $hash = [Security.Cryptography.SHA256]::Create().ComputeHash($bytes)
    $program = ".build/program/$([BitConverter]::ToString($hash, 0, 8).Replace('-', ''))"

    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
        throw 'build.ps1: There is no .NET SDK 10.0 on this machine. Install it: winget install Microsoft.DotNet.SDK.10'
    }

    # One run at a time may publish in this clone.
    $mutex = [Threading.Mutex]::new($false, 'Bakehouse' + ($PSScriptRoot -replace '[\\/:]', '-'))
    [void]$mutex.WaitOne()
    try {
        if (-not (Test-Path "$program/Bakehouse.dll")) {
            $work = '.build/program/work'
            Remove-Item "$work/published" -Recurse -Force -ErrorAction SilentlyContinue
            $output = dotnet publish build/Bakehouse.csproj --configuration Release --use-current-runtime `
                --no-self-contained --artifacts-path $work --output "$work/published" --nologo --verbosity quiet `
                -nodeReuse:false -p:PublishReadyToRun=true -p:RunAnalyzers=false -p:UseSharedCompilation=false
            if ($LASTEXITCODE -ne 0) {
                $output
                exit $LASTEXITCODE
            }
            Move-Item "$work/published" $program
        }
    }
    finally {
        $mutex.ReleaseMutex()
    }

    dotnet "$program/Bakehouse.dll" @args
    exit $LASTEXITCODE
}
finally {
    Pop-Location
}

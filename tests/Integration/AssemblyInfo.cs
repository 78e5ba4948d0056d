using System.Runtime.Versioning;

// The sandbox, and with it every test here, needs Linux.
[assembly: SupportedOSPlatform("linux")]

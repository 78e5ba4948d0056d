using Bakehouse.LocalEcr;

if (args is not [var file])
{
    Console.Error.WriteLine("usage: Bakehouse.LocalEcr FILE\n  FILE is JSON: port, storage, data, accessKeys, ...");
    return 2;
}

await using var server = await LocalEcrServer.StartAsync(LocalEcrOptions.Read(file), CancellationToken.None);
await server.WaitForShutdownAsync();
return 0;

using AlbEmulator.Commands;

return await CommandLine.RunAsync(args);

using AlbEmulator.Benchmarks;
using AlbEmulator.Benchmarks.Processes;

try
{
    // The program's own handler would print a stack.
    return await BenchmarkCommands.Build().Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (NoAnswerException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("Interrupted; everything that was started is ended.");
    return 1;
}

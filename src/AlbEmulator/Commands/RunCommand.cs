using Microsoft.Extensions.Configuration;

namespace AlbEmulator.Commands;

internal static class RunCommand
{
    public static Task<int> RunAsync(IConfiguration configuration, AlbSettings settings, IReadOnlyList<string> files) =>
        Task.FromResult(ExitCode.Failed);
}

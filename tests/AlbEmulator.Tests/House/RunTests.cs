using System.Diagnostics;
using AlbEmulator.Tests.Support;
using AlbEmulator.Tests.Topologies;

namespace AlbEmulator.Tests.House;

public sealed class RunTests
{
    [Fact]
    public async Task Dotnet_run_leaves_the_emulator_in_the_folder_of_its_user()
    {
        using var build = Process.Start(new ProcessStartInfo(
            "dotnet", ["msbuild", "src/AlbEmulator", "-getProperty:RunWorkingDirectory"])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
        })!;

        Assert.Equal("", (await build.StandardOutput.ReadToEndAsync()).Trim());
        await build.WaitForExitAsync();
        Assert.Equal(0, build.ExitCode);
    }
}

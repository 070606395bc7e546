using System.Runtime.InteropServices;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// From the program to the first request through the load balancer: one command, without a file and without an option, where
/// there is nothing else: a network of its own that has loopback alone, an empty folder, an empty home, no variables.
/// </summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class FirstRequestTests : IDisposable
{
    /// <summary>The service of somebody, the one command, and a request. <c>$1</c> is the folder, the rest is alb.</summary>
    private const string Script = """
        ip link set lo up
        cd "$1" && shift
        "$@" echo --port 3000 --name mine >/dev/null 2>&1 & service=$!
        "$@" http://localhost:3000 >out.txt 2>&1 & emulator=$!
        curl -sS --retry 60 --retry-delay 1 --retry-all-errors -f http://localhost:8080/hello
        status=$?
        kill -TERM $emulator $service
        wait $emulator
        cat out.txt
        exit $status
        """;

    private readonly TempFolder _folder = new();
    private readonly TempFolder _home = new();

    public void Dispose()
    {
        _folder.Dispose();
        _home.Dispose();
    }

    [Fact]
    public async Task One_command_is_enough()
    {
        if (await HaveNamespacesAsync())
        {
            await AskAsync([.. AlbProgram.Words]);
        }
    }

    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task One_command_of_the_installed_tool_is_enough()
    {
        if (!await HaveNamespacesAsync())
        {
            return;
        }

        using var made = new TempFolder();
        var configuration = AppContext.BaseDirectory.Contains("/Debug/", StringComparison.Ordinal) ? "Debug" : "Release";
        made.Write("nuget.config", $"""
            <configuration><packageSources><clear /><add key="here" value="{made.Path}" /></packageSources></configuration>
            """);
        await DotnetAsync("pack", Path.Combine(Repository.Root, "src", "AlbEmulator"), "-c", configuration, "--no-build", "-o", made.Path);
        await DotnetAsync(
            "tool", "install", "AlbEmulator", "--tool-path", made.File("tool"), "--configfile", made.File("nuget.config"), "--no-cache");

        await AskAsync(made.File("tool/alb"));
    }

    private async Task AskAsync(params string[] alb)
    {
        var runtime = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        string[] variables = [$"PATH={runtime}:{Environment.GetEnvironmentVariable("PATH")}", $"HOME={_home.Path}", $"DOTNET_ROOT={runtime}"];

        var (exitCode, output, errors) = await Programs.RunAsync(
            "env", ["-i", .. variables, "unshare", "-rn", "sh", "-c", Script, "sh", _folder.Path, .. alb]);

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("\"name\": \"mine\"", output, StringComparison.Ordinal);
        Assert.Contains("\"target\": \"/hello\"", output, StringComparison.Ordinal);
        Assert.Contains("LoadBalancers:", output, StringComparison.Ordinal);
        Assert.Equal(["data", "out.txt"], _folder.Entries());
        Assert.Empty(_home.Entries());
    }

    private static async Task DotnetAsync(params string[] arguments)
    {
        var (exitCode, output, errors) = await Programs.RunAsync("dotnet", arguments);
        Assert.True(exitCode == 0, output + errors);
    }

    private static async Task<bool> HaveNamespacesAsync() =>
        OperatingSystem.IsLinux() && Programs.Have("unshare", "ip", "curl")
        && ((await Programs.RunAsync("unshare", ["-rn", "true"])).ExitCode == 0
            || Programs.Lack("A network namespace cannot be made here."));
}

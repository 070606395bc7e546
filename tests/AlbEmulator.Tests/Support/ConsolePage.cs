using System.Diagnostics;

namespace AlbEmulator.Tests.Support;

/// <summary>Scripts of Fixtures/console, which drive the page of the console in a browser.</summary>
public static class ConsolePage
{
    /// <summary>
    /// A listener with a rule for <c>/broken/*</c>, where nothing listens, and a target for all else.
    /// </summary>
    public static string Topology() => $$"""
        LoadBalancers:
          - Name: demo
            Listeners:
              - Port: {{FreePorts.Take()}}
                DefaultActions: [{ Type: forward, TargetGroupArn: web }]
                Rules:
                  - Priority: 50
                    Conditions: [{ Field: path-pattern, Values: ["/broken/*"] }]
                    Actions: [{ Type: forward, TargetGroupArn: broken }]
        TargetGroups:
          - { Name: web, Targets: [{ Id: echo, Port: {{FreePorts.Take()}} }] }
          - { Name: broken, HealthCheckIntervalSeconds: 0.5, HealthCheckTimeoutSeconds: 0.4, UnhealthyThresholdCount: 1, Targets: [{ Id: 127.0.0.1, Port: {{FreePorts.Take()}} }] }
        """;

    /// <summary>Whether there is a browser, and what drives it.</summary>
    public static async Task<bool> CanBeDrivenAsync() =>
        Programs.Have("chromium") && await Programs.HaveNodeAsync("playwright-core", "axe-core");

    /// <summary>Runs a script against an emulator, to its end; nothing where there is no browser.</summary>
    public static async Task DriveAsync(string script, RunningEmulator emulator, params string[] more)
    {
        using var stay = await NetworkInterfaces.StayAsync();
        var (exitCode, _, errors) = await Programs.RunAsync(
            "node",
            [Script(script), emulator.Control.ToString().TrimEnd('/'), $"http://localhost:{emulator.Port}", .. more]);
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>Runs a script to its end whose lines say what is to be done with the emulator.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="control">Of the emulator.</param>
    /// <param name="listener">The port of one of its listeners.</param>
    /// <param name="act">Does what a line says.</param>
    public static async Task DriveAsync(string script, Uri control, int listener, Func<string, Task> act)
    {
        using var stay = await NetworkInterfaces.StayAsync();
        using var process = Process.Start(new ProcessStartInfo("node", [Script(script), control.ToString().TrimEnd('/'), $"http://localhost:{listener}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            while (await Patience.BoundAsync("a word of the script", async token => await process.StandardOutput.ReadLineAsync(token), Patience.Program) is { } word)
            {
                await act(word);
            }

            await Patience.BoundAsync("the script to end", process.WaitForExitAsync);
            Assert.True(process.ExitCode == 0, await errors);
        }
        finally
        {
            await Programs.EndAsync(process);
        }
    }

    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", "console", name);
}

using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Everything that is written is below the data folder: nothing beside it, and nothing in anybody's home.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class DataInOnePlaceTests
{
    [Fact]
    public async Task Nothing_is_written_elsewhere_whatever_is_used()
    {
        using var home = new TempFolder();
        using var work = new TempFolder();
        await using var target = ScriptedTarget.Start();
        var ports = FreePorts.Take(2);
        work.Write("mine.yaml", $$"""
            LoadBalancers:
              - Name: web
                Attributes: { access_logs.s3.enabled: "true", access_logs.s3.bucket: a-bucket, connection_logs.s3.enabled: "true", connection_logs.s3.bucket: a-bucket }
                Listeners:
                  - { Port: {{ports[0]}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
                  - { Port: {{ports[1]}}, Protocol: HTTPS, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }
            TargetGroups:
              - Name: web
                Attributes: { stickiness.enabled: "true", stickiness.type: lb_cookie }
                Targets: [{ Id: 127.0.0.1, Port: {{target.Port}} }]
            """);
        var control = $"http://127.0.0.1:{FreePorts.Take()}";
        string[] command =
            ["sh", "-c", $"cd '{work.Path}' && exec {AlbProgram.InShell} run mine.yaml --Alb:ControlUrl={control}"];
        var start = new System.Diagnostics.ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, folder) in new[] { ("HOME", "home"), ("XDG_CONFIG_HOME", "home/config"), ("XDG_DATA_HOME", "home/data"), ("XDG_CACHE_HOME", "home/cache") })
        {
            start.Environment[name] = folder.Replace("home", home.Path, StringComparison.Ordinal);
        }

        start.Environment["DOTNET_RUNNING_IN_CONTAINER"] = "true";
        using var process = System.Diagnostics.Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync();
            await Patience.UntilAsync("an answer", async () => await AskAsync(ports[0]));
            using (var api = new ElbV2Client(new Uri(control)))
            {
                await api.CreateTargetGroupAsync("made", 80);
                await api.PostAsync("Action=CreateSecurityGroup&Version=2016-11-15&GroupName=a&GroupDescription=b");
            }

            await using (var tls = await RawClient.ConnectTlsAsync(ports[1]))
            {
                await tls.ExchangeAsync(Wire.Get());
            }

            await Programs.RunAsync("kill", ["-TERM", $"{process.Id}"]);
            await Patience.BoundAsync("the end", process.WaitForExitAsync);

            Assert.Equal(0, process.ExitCode);
            Assert.Empty(Directory.EnumerateFileSystemEntries(home.Path));
            Assert.Equal(
                ["data", "mine.yaml"],
                Directory.EnumerateFileSystemEntries(work.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
            Assert.Subset(
                Directory.EnumerateFileSystemEntries(work.File("data")).Select(entry => Path.GetFileName(entry)!).ToHashSet(),
                new HashSet<string> { "access.log", "elbv2", "keys", "logs", "network.json", "s3", "tls" });
            // No word about keys that would be lost with a container.
            Assert.DoesNotContain("WRN", await errors, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
        }
    }

    private static async Task<string?> AskAsync(int port)
    {
        try
        {
            return (await RawClient.ExchangeAsync(port, Wire.Get())).Text;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return null;
        }
    }
}

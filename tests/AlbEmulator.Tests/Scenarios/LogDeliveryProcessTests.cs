using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>Logs in buckets, as the real process delivers them.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class LogDeliveryProcessTests : EndedTests
{
    private readonly TempFolder _folder = new();
    private readonly ScriptedTarget _target = ScriptedTarget.Start();

    public override async ValueTask DisposeAsync()
    {
        await _target.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>
    /// A line is in the spool before it is in the live log, so that the archive may have lines more than a live log that a
    /// kill broke off, and none less.
    /// </summary>
    [Fact]
    [Trait(TestLength.Trait, TestLength.Long)]
    public async Task Kills_under_load_cost_no_line_of_the_live_log_and_double_none()
    {
        _target.KeepsRequests = false;
        foreach (var pause in new[] { 150, 700, 1150, 1300, 2050 })
        {
            await using var emulator = await StartAsync();
            var load = LoadClients.Start(emulator.Port, 8);
            var before = Length();
            await Patience.UntilAsync("a line", () => Length() > before);
            await Task.Delay(pause);
            await emulator.KillAsync();
            await load.StopAsync();
        }

        await using (var last = await StartAsync())
        {
            await last.TerminateAsync();
            Assert.Equal(0, await last.WaitForExitAsync());
        }

        var archived = ArchivedObject.ReadAll(_folder.File("s3")).SelectMany(item => item.Lines).ToArray();
        var once = archived.ToHashSet();
        Assert.Equal(archived.Length, once.Count);
        var live = await File.ReadAllLinesAsync(_folder.File("access.log"));
        Assert.True(live.Length > 100, $"{live.Length} lines");
        // A kill may leave half a line at the end of the live log, behind which the next run goes on.
        Assert.Empty(live.Where(line => !once.Contains(line) && !once.Any(item => line.EndsWith(item, StringComparison.Ordinal))).Take(5));
        Assert.All(archived, line => AccessLogLine.Parse(line));
        Assert.Empty(Directory.GetFiles(_folder.File("data/log-delivery"), "*.log*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("s3", false, false)]
    [InlineData("http://127.0.0.1:9", false, false)]
    [InlineData("http://127.0.0.1:9", true, true)]
    [InlineData("data/s3", true, false)]
    public async Task Sdk_of_aws_is_loaded_only_where_a_log_goes_to_s3(string store, bool isEnabled, bool isLoaded)
    {
        if (!OperatingSystem.IsLinux() || !AlbProgram.IsOfThisBuild)
        {
            Console.WriteLine("Test passed without a look: /proc/PID/maps is Linux's, and another program may have the SDK in its one file.");
            return;
        }

        await using var emulator = await StartAsync(store, isEnabled);
        await RawClient.ExchangeAsync(emulator.Port, Wire.Get());
        bool Loaded() => File.ReadAllText($"/proc/{emulator.ProcessId}/maps").Contains("AWSSDK", StringComparison.Ordinal);
        if (isLoaded)
        {
            await Patience.UntilAsync("the SDK", Loaded);
        }

        Assert.Equal(isLoaded, Loaded());
    }

    [Fact]
    public async Task Credentials_that_are_missing_are_told_at_once_and_the_emulator_runs_on()
    {
        await using var emulator = await StartAsync(
            "http://127.0.0.1:9",
            true,
            ("AWS_ACCESS_KEY_ID", ""),
            ("AWS_SECRET_ACCESS_KEY", ""),
            ("AWS_EC2_METADATA_DISABLED", "true"),
            ("HOME", _folder.Path));

        await Patience.UntilAsync("the problem", () => emulator.Output.Any(line => line.Contains(
            "Logs cannot be delivered to my-logs (there are no AWS credentials: ", StringComparison.Ordinal)));
        Assert.Equal(200, (await RawClient.ExchangeAsync(emulator.Port, Wire.Get())).Status);
    }

    private long Length() => new FileInfo(_folder.File("access.log")) is { Exists: true, Length: var length } ? length : 0;

    private Task<EmulatorProcess> StartAsync(
        string? store = null, bool isEnabled = true, params (string Name, string Value)[] variables) => EmulatorProcess.StartAsync(
        TopologyBuilder.Simple(FreePorts.Take(), _target.Port)
            .Attribute("access_logs.s3.enabled", isEnabled ? "true" : "false")
            .Attribute("access_logs.s3.bucket", "my-logs"),
        [
            ("Alb:AccessLog", _folder.File("access.log")),
            ("Alb:DataDirectory", _folder.File("data")),
            ("Alb:LogIntervalSeconds", "1"),
            ("Alb:LogStore", store ?? _folder.File("s3")),
            .. variables,
        ]);
}

using System.Diagnostics;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>The console in a browser, with an emulator and requests as they are.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class ConsoleTests
{
    private const string Token = "a-token-of-these-tests";

    [Fact]
    public Task Topology_is_shown_with_states_and_where_it_comes_from() => DriveAsync("topology.cjs");

    [Fact]
    public Task Requests_are_followed_filtered_and_opened() => DriveAsync("requests.cjs");

    [Fact]
    public Task Answer_that_is_late_keeps_nobody_from_looking_again() => DriveAsync("late.cjs");

    [Fact]
    public Task Page_that_did_not_come_whole_is_loaded_again() => DriveAsync("again.cjs");

    [Fact]
    public Task Charts_tell_the_last_hour() => DriveAsync("charts.cjs");

    [Fact]
    public Task Every_view_can_be_used_by_everybody_in_light_and_dark_narrow_and_wide() => DriveAsync("look.cjs");

    [Fact]
    public Task Pages_of_others_read_nothing_and_change_nothing() => DriveAsync("hostile.cjs");

    /// <summary>Less than 150 KB for all of it, and 300 rows whatever comes.</summary>
    [Fact]
    public Task Page_is_small_and_stays_alive_in_a_flood() => DriveAsync("load.cjs");

    [Fact]
    public async Task Page_asks_for_the_token()
    {
        if (!await ConsolePage.CanBeDrivenAsync())
        {
            return;
        }

        await using var emulator = await HostedEmulator.StartAsync(ConsolePage.Topology(), ("Alb:ControlToken", Token));
        await ConsolePage.DriveAsync("token.cjs", emulator, Token);
    }

    [Fact]
    public async Task Page_says_that_the_emulator_is_gone_and_goes_on_when_it_is_back()
    {
        if (!await ConsolePage.CanBeDrivenAsync())
        {
            return;
        }

        using var folder = new TempFolder();
        var topology = ConsolePage.Topology();
        var control = new Uri($"http://127.0.0.1:{FreePorts.Take()}");
        folder.Write("alb.yaml", topology);
        Process? emulator = await RunAsync();
        try
        {
            await ConsolePage.DriveAsync("gone.cjs", control, TopologyBuilder.FirstListenerPort(topology), async word =>
            {
                await EndAsync();
                if (word == "start")
                {
                    emulator = await RunAsync();
                }
            });
        }
        finally
        {
            await EndAsync();
        }

        async Task EndAsync()
        {
            if (emulator is not null)
            {
                await Programs.EndAsync(emulator);
                emulator = null;
            }
        }

        async Task<Process> RunAsync()
        {
            var process = EmulatorProcess.Start(
                ["run", folder.File("alb.yaml"), $"--Alb:ControlUrl={control.ToString().TrimEnd('/')}"], folder.Path, openFiles: null, umask: null, static _ => { }, []);
            using var http = OneQuestion.Client();
            await Patience.UntilAsync(
                "the emulator to serve",
                async () =>
                {
                    try
                    {
                        using var answer = await http.GetAsync(new Uri(control, "/health"));
                        return answer.IsSuccessStatusCode ? process : null;
                    }
                    catch (HttpRequestException)
                    {
                        return null;
                    }
                },
                Patience.Program);
            return process;
        }
    }

    [Fact]
    public async Task Modules_of_the_page_keep_to_their_types()
    {
        if (!await Programs.HaveNodeAsync("typescript"))
        {
            return;
        }

        var (exitCode, _, errors) = await Programs.RunAsync(
            "node", [ConsolePage.Script("types.cjs"), Path.Combine(SourceTree.Root, "src", "AlbEmulator", "WebConsole", "Page", "app.js")]);
        Assert.True(exitCode == 0, errors);
    }

    private static async Task DriveAsync(string script)
    {
        if (!await ConsolePage.CanBeDrivenAsync())
        {
            return;
        }

        await using var emulator = await HostedEmulator.StartAsync(ConsolePage.Topology());
        await ConsolePage.DriveAsync(script, emulator);
    }
}

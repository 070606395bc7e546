using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AlbEmulator.Commands;
using AlbEmulator.Descriptors;
using AlbEmulator.TargetGroups.Echo;
using AlbEmulator.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Commands;

[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class CommandLineTests
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public async Task Help_names_every_command(string argument)
    {
        Assert.Equal(0, await RunAsync(argument));

        Assert.All(["run", "init", "check", "explain", "echo", "health", "--Alb:Name=value"], word =>
            Assert.Contains(word, _output.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Version_is_one_line()
    {
        Assert.Equal(0, await RunAsync("--version"));

        Assert.Matches(@"^alb \d+\.\d+\.\d+( \([0-9a-f]{7}\))? on \.NET \d+\.\d+\.\d+\s*$", _output.ToString());
    }

    [Fact]
    public async Task File_without_a_command_is_run()
    {
        using var folder = new TempFolder();
        folder.Write("wrong.yaml", "LoadBalancers: 1\n");
        foreach (var arguments in new string[][] { ["wrong.yaml"], ["--map", "80=8080", "wrong.yaml"], ["./wrong.yaml", "--control", "4581"] })
        {
            var (exitCode, output) = await EmulatorProcess.RunAsync(folder.Path, arguments);

            Assert.Equal(2, exitCode);
            Assert.Contains("wrong.yaml:1: LoadBalancers: must be a list", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("There is no command chek: did you mean alb check?", "chek")]
    [InlineData("alb echo needs --port N, such as alb echo --port 3000", "echo")]
    [InlineData("--port takes a number from 0 to 65535, not '65536'", "echo", "--port", "65536")]
    [InlineData("--address takes an IP address such as", "echo", "--port", "1", "--address", "localhost")]
    [InlineData("Alb:Nothing is not a setting", "--Alb:Nothing=1")]
    [InlineData("Alb:OtlpEndpoint takes a URL such as http://localhost:4318, or nothing, not 'localhost:4318'", "--Alb:OtlpEndpoint=localhost:4318")]
    [InlineData("Alb:Nothing is not a setting", "check", "--Alb:Nothing=1")]
    [InlineData("Alb:Nothing is not a setting", "run", "alb.json", "--Alb:Nothing=1")]
    public async Task Wrong_arguments_are_told_and_end_with_2(string told, params string[] args)
    {
        Assert.Equal(2, await RunAsync(args));

        Assert.Contains(told, _error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_output.ToString());
    }

    [Theory]
    [InlineData("--Alb:Region=x", true)]
    [InlineData("--Serilog:MinimumLevel:Default=Debug", true)]
    [InlineData("--Alb:Region", true)]
    [InlineData("--name=a:b", false)]
    [InlineData("--port", false)]
    [InlineData("-H:x=y", false)]
    [InlineData("--control:4581", false)]
    [InlineData("http://127.0.0.1:4580", false)]
    public void A_setting_has_a_colon_in_its_name(string argument, bool isSetting)
    {
        var (settings, command) = SettingArguments.Split(["echo", argument]);

        Assert.Equal(isSetting ? [argument] : [], settings);
        Assert.Equal(isSetting ? ["echo"] : ["echo", argument], command);
    }

    [Fact]
    public async Task Health_is_good_when_the_control_port_answers_200()
    {
        await using var emulator = await EchoTarget.StartAsync(IPAddress.Loopback, 0, null, ProcessDescriptors.Unlimited.Echoes, NullLoggerFactory.Instance);
        var url = $"http://127.0.0.1:{emulator.Port}";

        // The first call makes code: on a machine that is busy that may take longer than the command waits.
        await Patience.UntilAsync("the first answer", async () => await RunAsync("health", url) == 0 ? url : null);
        _output.GetStringBuilder().Clear();
        Assert.Equal(0, await RunAsync("health", url));
        Assert.Equal(0, await RunAsync("health", $"--Alb:ControlUrl={url}"));
        Assert.Equal(
            $"healthy: {url}/health answered 200\nhealthy: {url}/health answered 200\n",
            _output.ToString().ReplaceLineEndings("\n"));

        emulator.HealthStatus = 503;
        Assert.Equal(1, await RunAsync("health", url));
        Assert.EndsWith(
            $"unhealthy: {url}/health answered 503", _output.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_is_bad_when_nothing_answers_in_two_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        Assert.Equal(1, await RunAsync("health", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"));
        Assert.Contains("did not answer within 2 s", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("health", "nonsense")]
    [InlineData("health", "--Alb:ControlUrl=")]
    [InlineData("health", "--Alb:AccountId=x")]
    [InlineData("health", "http://127.0.0.1:1", "more")]
    [InlineData("health", "http://127.0.0.1:1")]
    public async Task Health_ends_with_0_or_1_only(params string[] args) => Assert.Equal(1, await RunAsync(args));

    [Theory]
    [InlineData("http://0.0.0.0:4580", "http://127.0.0.1:4580/health")]
    [InlineData("http://[::]:4580", "http://[::1]:4580/health")]
    [InlineData("http://alb:4580/", "http://alb:4580/health")]
    [InlineData("http://alb:4580/health", "http://alb:4580/health")]
    public void Health_asks_where_the_control_port_can_be_reached(string controlUrl, string asked) =>
        Assert.Equal(asked, HealthCommand.Url(controlUrl)?.ToString());

    [Fact]
    public async Task Echo_says_that_its_port_is_taken()
    {
        await using var other = await EchoTarget.StartAsync(IPAddress.Loopback, 0, null, ProcessDescriptors.Unlimited.Echoes, NullLoggerFactory.Instance);

        Assert.Equal(2, await RunAsync("echo", "--port", $"{other.Port}"));
        Assert.Matches(
            $"^Port {other.Port} of 127.0.0.1 cannot be bound: another program has it.*: free it, or choose another with --port$",
            _error.ToString().TrimEnd());
    }

    [Fact]
    public async Task Echo_answers_until_SIGTERM_and_ends_with_0()
    {
        if (OperatingSystem.IsWindows())
        {
            await Console.Out.WriteLineAsync("There is no SIGTERM here.");
            return;
        }

        string[] args = [.. AlbProgram.Words, "echo", "--port", "0", "--name", "orders"];
        using var process = Process.Start(new ProcessStartInfo(args[0], args[1..])
        {
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        })!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience.Program);
            Assert.Matches(@"^Echo target orders answers on http://127\.0\.0\.1:\d+/ ", line);
            using var client = new HttpClient();
            var answer = await client.GetStringAsync(new Uri(line!.Split(' ')[5]));
            Assert.Contains("\"orders\"", answer, StringComparison.Ordinal);

            using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            using var tooLong = new CancellationTokenSource(Patience.Program);
            await process.WaitForExitAsync(tooLong.Token);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    private Task<int> RunAsync(params string[] args) => CommandLine.RunAsync(args, _output, _error);
}

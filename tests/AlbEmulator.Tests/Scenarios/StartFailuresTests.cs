using System.Net;
using System.Net.Sockets;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>What keeps the emulator from starting is told in a line that says what to do, with exit code 2.</summary>
[Trait(AlbProgram.Trait, AlbProgram.Started)]
public sealed class StartFailuresTests : IDisposable
{
    private const int MostLines = 3;

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePorts.Take();

    public StartFailuresTests() => Write(_port);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--Serilog:MinimumLevel:Default=Foo", "^The section Serilog of the settings cannot be used: Serilog:MinimumLevel:Default takes Verbose or Debug or .*, not 'Foo'$")]
    [InlineData("--Serilog:Using:0=Not.There", "^The section Serilog of the settings cannot be used: Serilog:Using:0 takes .*, not 'Not.There'$")]
    [InlineData("--Serilog:MinimumLevel:Override:Yarp=Foo", "^The section Serilog of the settings cannot be used: .*Foo")]
    [InlineData("--Alb:AccessLog=folder", "^Alb:AccessLog names folder, which is a folder: name a file, such as folder/access.log$")]
    [InlineData("--Alb:ConnectionLog=folder", "^Alb:ConnectionLog names folder, which is a folder: name a file, such as folder/connection.log$")]
    [InlineData("--Alb:HealthCheckLog=folder", "^Alb:HealthCheckLog names folder, which is a folder: name a file, such as folder/healthcheck.log$")]
    [InlineData("--Alb:LogStore=file", "^Alb:LogStore names file, which is a file: name a folder, or the URL of an S3 endpoint$")]
    [InlineData("--Alb:BindAddress=192.0.2.1", "^alb.yaml:3: .*: this machine does not have the address: write one that it has, such as 127.0.0.1")]
    [InlineData("--Alb:ControlUrl=http://192.0.2.1:4580", "^The control port http://192.0.2.1:4580 cannot be bound: this machine does not have the address")]
    [InlineData("--Alb:ControlUrl=http://a-name:4580", "^Alb:ControlUrl takes a URL with localhost or an address of this machine")]
    [InlineData("--Alb:RequestLines=Maybe", "^Alb:RequestLines takes Auto or On or Off, not 'Maybe'$")]
    [InlineData("--Alb:JournalSize=many", "^Alb:JournalSize takes a whole number, not 'many'$")]
    public async Task A_setting_that_cannot_be_met_is_told(string argument, string told)
    {
        Directory.CreateDirectory(_folder.File("folder"));
        _folder.Write("file", "");

        Assert.Matches(told, Assert.Single(await RunAsync(argument)));
    }

    [Fact]
    public async Task A_port_that_is_taken_names_the_program_that_has_it_and_the_listener()
    {
        using var taken = Take(_port);

        var line = Assert.Single(await RunAsync());

        Assert.StartsWith($"alb.yaml:3: LoadBalancers[0].Listeners[0].Port: port {_port} of 127.0.0.1 cannot be bound: another program has it", line, StringComparison.Ordinal);
        Assert.EndsWith($": free it, or map it to another with Alb:PortMap, as in Alb__PortMap__{_port}={_port + 1}", line, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains($"(process {Environment.ProcessId})", line, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Many_ports_that_are_taken_are_three_lines()
    {
        var ports = FreePorts.Take(5);
        Write(ports);
        var taken = ports.Select(Take).ToList();

        var lines = await RunAsync();

        taken.ForEach(socket => socket.Dispose());
        Assert.Equal(MostLines, lines.Count);
        Assert.Equal("and 3 more of them", lines[2]);
    }

    [Fact]
    public async Task A_port_that_needs_rights_is_told_with_both_remedies()
    {
        Write(81);
        if (!IsDenied(81))
        {
            await Console.Out.WriteLineAsync("Test passed without a look: whoever runs it may bind port 81.");
            return;
        }

        var line = Assert.Single(await RunAsync());

        Assert.Contains("ports below 1024 need rights", line, StringComparison.Ordinal);
        Assert.Contains("Alb__PortMap__81=8080", line, StringComparison.Ordinal);
        Assert.Contains("net.ipv4.ip_unprivileged_port_start=81", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-token-of-these-tests")]
    public async Task A_control_port_of_another_emulator_is_told_with_its_version(string token)
    {
        await using var other = await EmulatorProcess.StartAsync(
            TopologyBuilder.Simple(FreePorts.Take(), 1), ("Alb:ControlToken", token));

        var line = Assert.Single(await RunAsync($"--Alb:ControlUrl={other.Control.ToString().TrimEnd('/')}", $"--Alb:ControlToken={token}"));

        Assert.Matches(
            $"^The control port http://127.0.0.1:{other.Control.Port} is that of another emulator, AlbEmulator {ProgramVersion.Number}.*: "
                + $"stop that one, or have the emulator answer elsewhere: --Alb:ControlUrl=http://127.0.0.1:{other.Control.Port + 1}$",
            line);
    }

    [Fact]
    public async Task A_data_folder_of_another_emulator_is_told()
    {
        await using var other = await EmulatorProcess.StartAsync(TopologyBuilder.Simple(FreePorts.Take(), 1));

        var line = Assert.Single(await RunAsync($"--Alb:DataDirectory={other.Folder.File("data")}"));

        Assert.Contains($" is in use: process {other.ProcessId} has it since ", line, StringComparison.Ordinal);
        Assert.Contains($"give this one its own: --Alb:DataDirectory={other.Folder.File("data")}2", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elbv2/state.json", "{")]
    [InlineData("network.json", "{")]
    public async Task A_state_that_cannot_be_read_is_told(string file, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File($"data/{file}"))!);
        await File.WriteAllTextAsync(_folder.File($"data/{file}"), content);

        Assert.Contains((await RunAsync()), line => line.Contains($"{file}:1: is not JSON", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_is_gone_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var (exitCode, output, errors) = await Programs.RunAsync(
            "sh", ["-c", $"mkdir '{_folder.File("gone")}' && cd '{_folder.File("gone")}' && rmdir ../gone && exec {AlbProgram.InShell} run alb.yaml"]);

        Assert.Equal((2, "", "The working directory is no longer there: go to a folder that is (cd), and start again\n"), (exitCode, output, errors));
    }

    [Fact]
    public async Task An_echo_target_whose_port_is_taken_is_told()
    {
        var echo = FreePorts.Take();
        using var taken = Take(echo);
        _folder.Replace("alb.yaml", $$"""
            LoadBalancers:
              - { Name: web, Listeners: [{ Port: {{_port}}, DefaultActions: [{ Type: forward, TargetGroupArn: web }] }] }
            TargetGroups: [{ Name: web, Targets: [{ Id: echo, Port: {{echo}} }] }]
            """);

        var line = Assert.Single(await RunAsync());

        Assert.Matches($"^alb.yaml:3: .*: port {echo} of the echo target cannot be bound: another program has it.*: free it, or choose another$", line);
    }

    private async Task<IReadOnlyList<string>> RunAsync(params string[] arguments)
    {
        string[] usual = [$"--Alb:ControlUrl=http://127.0.0.1:{FreePorts.Take()}", "--Alb:DataDirectory=data"];
        var others = usual.Where(setting => !arguments.Any(argument => argument.Split('=')[0] == setting.Split('=')[0]));
        var (exitCode, output) = await EmulatorProcess.RunAsync(_folder.Path, ["run", "alb.yaml", .. others, .. arguments]);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, exitCode);
        Assert.InRange(lines.Length, 1, MostLines);
        Assert.DoesNotContain(lines, line => line.Contains("   at ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
        return lines;
    }

    private void Write(params int[] ports) => _folder.Replace("alb.yaml", $$"""
        LoadBalancers:
          - Name: web
            Listeners: [{{string.Join(", ", ports.Select(port => $"{{ Port: {port}, DefaultActions: [{{ Type: forward, TargetGroupArn: web }}] }}"))}}]
        TargetGroups: [{ Name: web }]
        """);

    private static Socket Take(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.Listen();
        return socket;
    }

    private static bool IsDenied(int port)
    {
        try
        {
            using var socket = Take(port);
            return false;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.AccessDenied;
        }
    }
}

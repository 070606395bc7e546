using System.Globalization;
using System.Text.RegularExpressions;
using AlbEmulator.Commands;
using AlbEmulator.Tests.Topologies;
using Microsoft.AspNetCore.Builder;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// The emulator with templates, plans or answers of AWS as they stand: AWS's ports are bound elsewhere, and the ports of
/// targets are replaced by free ones.
/// </summary>
public sealed partial class ImportedEmulator : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Dictionary<int, int> _ports = [];
    private readonly StandInPorts _targetPorts = new();
    private readonly Dictionary<string, HashSet<string>> _targets = [];
    private WebApplication? _host;

    private ImportedEmulator()
    {
    }

    /// <summary>What was told at the start.</summary>
    public string Told { get; private set; } = "";

    /// <param name="files">Relative to the repository.</param>
    /// <param name="settings">Settings of the section <c>Alb</c>.</param>
    public static Task<ImportedEmulator> StartAsync(
        IReadOnlyList<string> files, params IEnumerable<(string Name, string Value)> settings) =>
        StartAsync(files, change: static text => text, settings);

    /// <param name="files">Relative to the repository.</param>
    /// <param name="change">Changes their texts before they are read.</param>
    /// <param name="settings">Settings of the section <c>Alb</c>.</param>
    public static async Task<ImportedEmulator> StartAsync(
        IReadOnlyList<string> files, Func<string, string> change, params IEnumerable<(string Name, string Value)> settings)
    {
        var emulator = new ImportedEmulator();
        try
        {
            await emulator.StartHostAsync(files, change, settings);
            return emulator;
        }
        catch
        {
            await emulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a listener of AWS's port is bound.</summary>
    public int PortOf(int port) => _ports[port];

    /// <summary>The target group of the overlay whose echo target answered; null where none did.</summary>
    public string? GroupOf(RawMessage response) => GroupOfEcho(response.Text);

    /// <inheritdoc cref="GroupOf"/>
    public string? GroupOfEcho(string body) => EchoName().Match(body) is { Success: true } name
        ? _targets.Single(group => group.Value.Contains(name.Groups["port"].Value)).Key
        : null;

    public Task<RawMessage> GetAsync(string host, string target, params string[] headers) =>
        GetAsync(80, host, target, headers);

    /// <param name="port">AWS's, of a listener.</param>
    /// <param name="host">Whom the client asks.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="headers">Further lines.</param>
    public Task<RawMessage> GetAsync(int port, string host, string target, params string[] headers) =>
        RawClient.ExchangeAsync(PortOf(port), Wire.Request(host, "GET", target, headers));

    /// <summary>Changes a file while the emulator runs.</summary>
    /// <param name="file">By its name alone.</param>
    /// <param name="change">Of its text.</param>
    public void Change(string file, Func<string, string> change) =>
        _folder.Replace(file, change(File.ReadAllText(_folder.File(file))));

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            await _host.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartHostAsync(
        IReadOnlyList<string> files, Func<string, string> change, IEnumerable<(string Name, string Value)> settings)
    {
        var copies = files.Select(file => Copy(file, change)).ToList();
        foreach (var port in new[] { 80, 81, 443 })
        {
            _ports.Add(port, FreePorts.Take());
        }

        (string Name, string Value)[] all =
        [
            ("DataDirectory", _folder.File("data")),
            ("AccessLog", _folder.File("access.log")),
            ("ControlUrl", ""),
            .. _ports.Select(port => ($"PortMap:{port.Key}", port.Value.ToString(CultureInfo.InvariantCulture))),
            .. settings,
        ];
        string[] arguments = [.. all.Select(setting => $"--Alb:{setting.Name}={setting.Value}"), "--Serilog:MinimumLevel:Default=Error"];
        var (configuration, read, wrong) = SettingsReader.Read(arguments, []);
        Assert.Empty(wrong);
        var told = new StringWriter();
        _host = await RunCommand.StartAsync(new EmulatorOptions(configuration, read) { Files = copies }, told);
        Told = told.ToString();
        Assert.True(_host is not null, Told);
    }

    private string Copy(string file, Func<string, string> change)
    {
        var text = _targetPorts.Replace(change(File.ReadAllText(Path.Combine(Repository.Root, file))), PortOfATarget());
        foreach (Match group in TargetsOfAGroup().Matches(text))
        {
            _targets[group.Groups["name"].Value.Trim('"', '\'')] =
                [.. group.Groups["port"].Captures.Select(port => port.Value)];
        }

        return _folder.Write(Path.GetFileName(file), text);
    }

    [GeneratedRegex(@"\b9[2-5]\d\d\b")]
    private static partial Regex PortOfATarget();

    [GeneratedRegex(@"^  (?<name>[^\s#].*): \[(\{ Id: echo, Port: (?<port>\d+) \}[, ]*)+\]", RegexOptions.Multiline)]
    private static partial Regex TargetsOfAGroup();

    [GeneratedRegex("\"name\": \"echo:(?<port>\\d+)\"")]
    private static partial Regex EchoName();
}

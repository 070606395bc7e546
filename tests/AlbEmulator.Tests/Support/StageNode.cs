using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One of several emulators that share an etcd: a process at a loopback address of its own, with a data folder that stays when it
/// ends, and a way to each member of etcd's that can be cut.
/// </summary>
public sealed class StageNode : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TcpWay[] _ways;
    private readonly object _topology;
    private readonly (string Name, string Value)[] _settings;
    private readonly Spans _down = new();
    private readonly Spans _killed = new();
    private EmulatorProcess? _process;

    /// <param name="number">From 1 on.</param>
    /// <param name="etcd">That is shared.</param>
    /// <param name="topology">The file that it reads.</param>
    /// <param name="settings">Of the section <c>Alb</c>.</param>
    public StageNode(int number, EtcdServer etcd, object topology, (string Name, string Value)[] settings)
    {
        Address = IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.1.{number}"));
        _ways = [.. Enumerable.Range(0, etcd.Members).Select(member => new TcpWay(etcd.PlaceOf(member)))];
        (_topology, _settings) = (topology, settings);
        _down.Begin();
    }

    /// <summary>Of its listeners.</summary>
    public IPAddress Address { get; }

    /// <summary>Where the node itself answers, or did when it ran.</summary>
    public Uri Control { get; private set; } = new("http://127.0.0.1/");

    /// <summary>What it printed since it was started last.</summary>
    public IReadOnlyList<string> Output => _process?.Output ?? [];

    public bool IsRunning => !_down.IsWithin;

    /// <summary>For <c>Alb:Store</c>.</summary>
    private string Store => $"etcd://{string.Join(',', _ways.Select(way => $"127.0.0.1:{way.Port}"))}/alb";

    /// <summary>Starts it, for the first time or with the data that it had, and waits until it serves.</summary>
    public async Task BeginAsync()
    {
        _process = await EmulatorProcess.StartAsync(
            _topology,
            [
                ("Alb:Store", Store), ("Alb:BindAddress", $"{Address}"), ("Alb:DataDirectory", _folder.File("data")), .. _settings,
            ]);
        Control = _process.Control;
        _down.End();
        _killed.End();
    }

    /// <summary>As kill -9 does.</summary>
    public async Task KillAsync()
    {
        _down.Begin();
        _killed.Begin();
        await _process!.KillAsync();
        await ForgetAsync();
    }

    /// <summary>SIGTERM: it ends well.</summary>
    public async Task StopAsync()
    {
        _down.Begin();
        await _process!.TerminateAsync();
        Assert.Equal(0, await _process.WaitForExitAsync());
        await ForgetAsync();
    }

    /// <summary>SIGSTOP: it hangs, and its connections stay open.</summary>
    public Task HangAsync() => Programs.SignalAsync(_process!.ProcessId, "STOP");

    /// <summary>SIGCONT.</summary>
    public Task GoOnAsync() => Programs.SignalAsync(_process!.ProcessId, "CONT");

    /// <summary>From all of etcd: connections are reset.</summary>
    public void Cut()
    {
        Array.ForEach(_ways, static way => way.Cut());
    }

    /// <summary>From all of etcd: nothing comes through any more.</summary>
    public void Silence()
    {
        Array.ForEach(_ways, static way => way.Silence());
    }

    /// <summary>From one member alone: nothing comes through any more.</summary>
    public void Silence(int member) => _ways[member].Silence();

    /// <summary>Opens the way to one member.</summary>
    public void Open(int member) => _ways[member].Open();

    /// <summary>Opens all ways, and waits until it is connected.</summary>
    public async Task OpenAsync()
    {
        Array.ForEach(_ways, static way => way.Open());
        await UntilConnectedAsync();
    }

    /// <summary>Whether it did not run at some moment since.</summary>
    public bool WasDown(long since) => _down.Touch(since);

    /// <summary>Whether that was so since it was killed.</summary>
    public bool WasKilled(long since) => _killed.Touch(since);

    /// <summary>What <c>/health</c> says of the store.</summary>
    public async Task<JsonElement> StoreAsync() => (await _process!.HealthAsync()).GetProperty("store");

    public async Task<IReadOnlyList<int>> ListenerPortsAsync() =>
        [.. (await _process!.HealthAsync()).GetProperty("listeners").EnumerateArray().Select(static item => item.GetProperty("port").GetInt32()).Order()];

    /// <summary>Waits until it knows what there is, and can change it.</summary>
    public Task UntilConnectedAsync() => UntilConnectedAsync(true);

    /// <summary>The same, or until it knows that it cannot.</summary>
    public Task<JsonElement[]> UntilConnectedAsync(bool isConnected) => Patience.UntilAsync(
        $"{Address} to be {(isConnected ? "connected" : "cut")}",
        async () => await StoreAsync() is var store && store.GetProperty("isConnected").GetBoolean() == isConnected ? new[] { store } : null);

    /// <summary>One request for it, on a connection of its own.</summary>
    public async Task<RawMessage> ExchangeAsync(int port, string request)
    {
        await using var client = await RawClient.ConnectAsync(port, Address);
        return await client.ExchangeAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        foreach (var way in _ways)
        {
            await way.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task ForgetAsync()
    {
        await _process!.DisposeAsync();
        _process = null;
    }

    /// <summary>Spans of time, one after the other.</summary>
    private sealed class Spans
    {
        private readonly Lock _gate = new();
        private long _end;
        private bool _isWithin;

        public bool IsWithin
        {
            get
            {
                lock (_gate)
                {
                    return _isWithin;
                }
            }
        }

        public void Begin()
        {
            lock (_gate)
            {
                _isWithin = true;
            }
        }

        public void End()
        {
            lock (_gate)
            {
                (_isWithin, _end) = (false, _isWithin ? Stopwatch.GetTimestamp() : _end);
            }
        }

        /// <summary>Whether one has ended since, or has not ended.</summary>
        public bool Touch(long since)
        {
            lock (_gate)
            {
                return _isWithin || _end >= since;
            }
        }
    }
}

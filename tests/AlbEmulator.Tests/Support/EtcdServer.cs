using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// An etcd of one or more members, each a process of its own, with its data in a folder of the test: on loopback, or each at a place
/// of a network.
/// </summary>
public sealed class EtcdServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Memory, $"alb-etcd-{Guid.NewGuid():n}")).FullName;
    private readonly (int Client, int Peer)[] _ports;
    private readonly string _scheme;
    private readonly string[] _more;
    private readonly Process?[] _members;
    private readonly SplitNetwork? _network;

    private EtcdServer(int members, string scheme, string[] more, SplitNetwork? network = null)
    {
        _ports = [.. Enumerable.Range(0, members).Select(_ => (FreePorts.Take(), FreePorts.Take()))];
        (_scheme, _more, _members, _network) = (scheme, more, new Process?[members], network);
    }

    /// <summary>Every change is brought to the disk by every member: where there is one in memory, no test waits for another's.</summary>
    private static string Memory => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    /// <summary>Whether it is installed. If not, as <see cref="Programs.Have"/>.</summary>
    public static bool IsHere => Programs.Have("etcd");

    /// <summary>For <c>Alb:Store</c>, with all members.</summary>
    public string Store => StoreOf("alb");

    public int Members => _members.Length;

    /// <summary>Starts it, and waits until it takes changes.</summary>
    /// <param name="members">How many.</param>
    /// <param name="isTls">Whether it speaks TLS with clients; what it shows is among <paramref name="arguments"/>.</param>
    /// <param name="arguments">For each member, beside those of where it is.</param>
    public static Task<EtcdServer> StartAsync(int members = 1, bool isTls = false, params string[] arguments) =>
        StartAsync(new EtcdServer(members, isTls ? "https" : "http", arguments), isTls);

    /// <summary>The same with a member at each place of a network.</summary>
    /// <param name="members">How many.</param>
    /// <param name="network">With as many places; it goes with the etcd. Null for loopback.</param>
    public static Task<EtcdServer> StartAsync(int members, SplitNetwork? network) => StartAsync(new EtcdServer(members, "http", [], network), isTls: false);

    private static async Task<EtcdServer> StartAsync(EtcdServer server, bool isTls)
    {
        try
        {
            for (var member = 0; member < server.Members; member++)
            {
                server.Begin(member);
            }

            for (var member = 0; member < server.Members && !isTls; member++)
            {
                await server.UntilHealthyAsync(member);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>For <c>Alb:Store</c>, with all members.</summary>
    public string StoreOf(string prefix) => $"etcd://{string.Join(',', Enumerable.Range(0, Members).Select(PlaceOf))}/{prefix}";

    /// <summary>Where a member is asked.</summary>
    public int PortOf(int member) => PlaceOf(member).Port;

    /// <inheritdoc cref="PortOf"/>
    public IPEndPoint PlaceOf(int member) => new(AddressOf(member), _ports[member].Client);

    /// <summary>Where its members can be kept apart; null where they are on loopback.</summary>
    public SplitNetwork? Network => _network;

    /// <summary>The process of a member that runs.</summary>
    public int ProcessOf(int member) => _members[member]!.Id;

    /// <summary>Starts a member again that was ended, with the data that it had.</summary>
    public void Begin(int member)
    {
        static string Url(string scheme, IPAddress address, int port) => $"{scheme}://{address}:{port.ToString(CultureInfo.InvariantCulture)}";
        string Client() => Url(_scheme, AddressOf(member), _ports[member].Client);
        string Peer(int member) => Url("http", AddressOf(member), _ports[member].Peer);
        string[] command =
            [
                .. _network?.At(member) ?? [],
                "etcd", "--name", $"m{member}", "--data-dir", Path.Combine(_folder, $"m{member}"), "--logger", "zap", "--log-level", "error",
                // A machine that is busy is no reason for another leader.
                "--heartbeat-interval", "200", "--election-timeout", "2000",
                "--listen-client-urls", Client(), "--advertise-client-urls", Client(),
                "--listen-peer-urls", Peer(member), "--initial-advertise-peer-urls", Peer(member),
                "--initial-cluster", string.Join(',', Enumerable.Range(0, Members).Select(number => $"m{number}={Peer(number)}")),
                .. _more,
            ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _members[member] = process;
    }

    /// <summary>Ends a member as kill -9 does.</summary>
    public async Task KillAsync(int member)
    {
        if (_members[member] is { } process)
        {
            await Programs.EndAsync(process);
            _members[member] = null;
        }
    }

    /// <summary>Deletes the data of a member that was ended.</summary>
    public void Wipe(int member) => Directory.Delete(Path.Combine(_folder, $"m{member}"), recursive: true);

    /// <summary>SIGSTOP: it hangs, and its connections stay open.</summary>
    public Task HangAsync(int member) => Programs.SignalAsync(ProcessOf(member), "STOP");

    /// <summary>SIGCONT.</summary>
    public Task GoOnAsync(int member) => Programs.SignalAsync(ProcessOf(member), "CONT");

    /// <summary>Waits until a member is one that takes changes, or is none any more.</summary>
    public Task UntilHealthyAsync(int member, bool isHealthy = true) => Patience.UntilAsync(
        $"member {member} of etcd to be {(isHealthy ? "" : "not ")}healthy", async () => await IsHealthyAsync(member) == isHealthy ? this : null, Patience.Program);

    public async ValueTask DisposeAsync()
    {
        for (var member = 0; member < _members.Length; member++)
        {
            await KillAsync(member);
        }

        Directory.Delete(_folder, recursive: true);
        if (_network is not null)
        {
            await _network.DisposeAsync();
        }
    }

    private IPAddress AddressOf(int member) => _network?.AddressOf(member) ?? IPAddress.Loopback;

    private async Task<bool> IsHealthyAsync(int member)
    {
        Assert.False(_members[member] is null or { HasExited: true }, "etcd has ended");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://{PlaceOf(member)}/health"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}

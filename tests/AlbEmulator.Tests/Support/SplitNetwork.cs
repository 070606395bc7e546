using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A network of this machine alone, with places for programs: each is a network namespace, and all are on one switch, which this
/// process reaches too. A place can be unplugged, or kept apart from the other places while this process still reaches it. It is
/// gone with the processes that hold it.
/// </summary>
public sealed class SplitNetwork : IAsyncDisposable
{
    private const string Tools = "unshare nsenter ip nft";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private static int _count;

    private readonly List<Process> _places = [];
    private readonly string _link;
    private readonly string _block;
    private Process? _switch;

    private SplitNetwork()
    {
        // One that ended a moment ago may still be there; its addresses are for tests of networks, and nobody's (RFC 2544).
        var number = Interlocked.Increment(ref _count);
        _link = string.Create(CultureInfo.InvariantCulture, $"alb{Environment.ProcessId}n{number}");
        _block = string.Create(CultureInfo.InvariantCulture, $"198.18.{(Environment.ProcessId + number) % 256}");
    }

    /// <summary>Makes one; null where the programs are missing, as <see cref="Programs.Have"/>, or it is not allowed, which is said.</summary>
    /// <param name="places">How many.</param>
    public static async Task<SplitNetwork?> OpenAsync(int places)
    {
        if (!Programs.Have(Tools.Split(' ')))
        {
            return null;
        }

        using var change = await NetworkInterfaces.ChangeAsync();
        if (await Programs.RunAsync("unshare", ["--net", "sh", "-ec", "ip link add name switch type bridge; ip link add type veth; nft add table ip apart"]) is (not 0, _, var errors))
        {
            Console.WriteLine($"Test passed without a look: network namespaces are not allowed here: {errors.Trim()}");
            return null;
        }

        var network = new SplitNetwork();
        try
        {
            await network.MakeAsync(places);
            return network;
        }
        catch
        {
            await network.EndAsync();
            throw;
        }
    }

    public IPAddress AddressOf(int place) => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"{_block}.{place + 10}"));

    /// <summary>What stands before a command, so that it runs at a place.</summary>
    public IReadOnlyList<string> At(int place) => At(_places[place]);

    /// <summary>Nothing comes from the place, and nothing goes there.</summary>
    public Task UnplugAsync(int place) => DoAsync(At(_switch!), $"ip link set dev place{place} down");

    public Task PlugInAsync(int place) => DoAsync(At(_switch!), $"ip link set dev place{place} up");

    /// <summary>Nothing passes between the place and the others.</summary>
    public Task KeepApartAsync(int place)
    {
        var others = string.Join(", ", Enumerable.Range(0, _places.Count).Where(other => other != place).Select(AddressOf));
        return DoAsync(At(place), $$"""
            nft -f - <<'END'
            table ip apart {
              chain in { type filter hook input priority 0; ip saddr { {{others}} } drop; }
              chain out { type filter hook output priority 0; ip daddr { {{others}} } drop; }
            }
            END
            """);
    }

    public Task BringTogetherAsync(int place) => DoAsync(At(place), "nft delete table ip apart");

    public async ValueTask DisposeAsync()
    {
        using var change = await NetworkInterfaces.ChangeAsync();
        await EndAsync();
    }

    private static string[] At(Process holder) => ["nsenter", "-t", holder.Id.ToString(CultureInfo.InvariantCulture), "-n"];

    private static async Task DoAsync(IReadOnlyList<string> at, string script)
    {
        string[] command = [.. at, "sh", "-ec", script];
        var (exitCode, _, errors) = await Programs.RunAsync(command[0], command[1..]);
        Assert.True(exitCode == 0, errors);
    }

    /// <summary>The link goes at once; the system takes away those of a place that is gone some time later.</summary>
    private async Task EndAsync()
    {
        await Programs.RunAsync("ip", ["link", "delete", "dev", _link]);
        foreach (var holder in _places.Append(_switch).OfType<Process>())
        {
            await Programs.EndAsync(holder);
        }
    }

    private async Task MakeAsync(int places)
    {
        _switch = await HoldAsync();
        await DoAsync([], $"""
            ip link add name {_link} type veth peer name outside netns {_switch.Id}
            ip address add {_block}.1/24 dev {_link}
            ip link set dev {_link} up
            """);
        await DoAsync(At(_switch), "ip link add name switch type bridge; ip link set dev switch up; ip link set dev outside master switch up");
        for (var place = 0; place < places; place++)
        {
            _places.Add(await HoldAsync());
            await DoAsync(At(_switch), $"ip link add name place{place} type veth peer name inside netns {_places[place].Id}; ip link set dev place{place} master switch up");
            await DoAsync(At(place), $"ip link set dev lo up; ip address add {AddressOf(place)}/24 dev inside; ip link set dev inside up");
        }
    }

    /// <summary>A process with a network namespace of its own.</summary>
    private static async Task<Process> HoldAsync()
    {
        var holder = Process.Start(new ProcessStartInfo(
            "unshare", ["--net", "sh", "-c", string.Create(CultureInfo.InvariantCulture, $"echo held; exec sleep {Longest.TotalSeconds}")])
        {
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("held", await holder.StandardOutput.ReadLineAsync());
        return holder;
    }
}

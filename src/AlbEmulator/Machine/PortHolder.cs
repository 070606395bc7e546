using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;

namespace AlbEmulator.Machine;

/// <summary>
/// Which program listens on a port, as Linux tells it in <c>/proc</c>: of processes of other users it tells nothing, and in a
/// container nothing of those outside.
/// </summary>
internal static class PortHolder
{
    private const int LongestTable = 64 * 1024 * 1024;
    private const int LongestName = 64;
    private const string Listening = "0A";
    private const int MostSeen = 256;

    // Fields of a line of /proc/net/tcp.
    private const int LocalAddress = 1;
    private const int State = 3;
    private const int Inode = 9;

    private static readonly ConcurrentDictionary<IPEndPoint, (HashSet<string> Sockets, string? Name)> Seen = new();

    /// <summary>Such as <c>node (process 4711)</c>; null where that is not told.</summary>
    public static string? Of(IPEndPoint endPoint)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            string[] tables = ["/proc/net/tcp", "/proc/net/tcp6"];
            var sockets = tables.SelectMany(table => Sockets(table, endPoint)).ToHashSet(StringComparer.Ordinal);
            return sockets.Count == 0 ? null : Known(endPoint, sockets);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whoever tries a port again and again looks at all processes once.</summary>
    private static string? Known(IPEndPoint endPoint, HashSet<string> sockets)
    {
        if (Seen.TryGetValue(endPoint, out var seen) && seen.Sockets.SetEquals(sockets))
        {
            return seen.Name;
        }

        var name = Directory.EnumerateDirectories("/proc").Select(folder => Name(folder, sockets)).FirstOrDefault(found => found is not null);
        if (Seen.Count >= MostSeen)
        {
            Seen.Clear();
        }

        Seen[endPoint] = (sockets, name);
        return name;
    }

    /// <summary>As links of descriptors name them: <c>socket:[4711]</c>.</summary>
    private static IEnumerable<string> Sockets(string table, IPEndPoint endPoint)
    {
        var lines = Encoding.ASCII.GetString(RegularFile.Read(table, LongestTable).Bytes ?? []).Split('\n');
        foreach (var fields in lines.Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (fields.Length > Inode && fields[State] == Listening && Overlaps(fields[LocalAddress], endPoint))
            {
                yield return $"socket:[{fields[Inode]}]";
            }
        }
    }

    /// <summary>Whether an address and a port, both in hexadecimal, leave no room for the other.</summary>
    private static bool Overlaps(string local, IPEndPoint endPoint)
    {
        var colon = local.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || int.Parse(local[(colon + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) != endPoint.Port)
        {
            return false;
        }

        var bytes = Convert.FromHexString(local[..colon]);
        for (var word = 0; BitConverter.IsLittleEndian && word < bytes.Length; word += sizeof(int))
        {
            // The kernel prints words, not bytes.
            Array.Reverse(bytes, word, sizeof(int));
        }

        var address = new IPAddress(bytes);
        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.Equals(endPoint.Address)
            || address.Equals(IPAddress.IPv6Any)
            || endPoint.Address.Equals(IPAddress.IPv6Any)
            || (address.AddressFamily == endPoint.AddressFamily
                && (address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.Any)));
    }

    /// <summary>The name and the id of a process that has one of the sockets.</summary>
    private static string? Name(string process, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            var descriptors = new DirectoryInfo($"{process}/fd").EnumerateFileSystemInfos();
            return descriptors.Any(descriptor => descriptor.LinkTarget is { } link && sockets.Contains(link))
                ? $"{OneLine.Of(Program(process), LongestName)} (process {id})"
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's, or it has ended.
            return null;
        }
    }

    /// <summary>The short name that the system has for it.</summary>
    private static string Program(string process)
    {
        var name = Encoding.UTF8.GetString(RegularFile.Read($"{process}/comm", LongestName).Bytes ?? []).Trim();
        return name.Length > 0 ? name : "a program";
    }
}

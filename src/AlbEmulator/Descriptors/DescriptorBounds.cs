namespace AlbEmulator.Descriptors;

/// <summary>
/// Which numbers of descriptors each kind of connection may have: those below its bound. What lies above it is kept for
/// what must go on when there is no room for more of that kind: requests that are under way need connections to targets,
/// and the program itself needs two descriptors for a thread that starts, one for each file that it writes or reads, and
/// some for the control port, which tells about it.
/// </summary>
/// <param name="Limit">Above all numbers.</param>
/// <param name="Clients">Of connections of clients.</param>
/// <param name="Targets">Of connections to targets, health checks among them.</param>
/// <param name="Echoes">Of the other side of those to echo targets, which this process has too.</param>
/// <param name="Control">Of connections of the control port.</param>
internal sealed record DescriptorBounds(int Limit, int Clients, int Targets, int Echoes, int Control)
{
    private const int LeastClients = 2;
    private const int LeastTargets = 4;
    private const int LeastOwn = 12;
    private const int MostTargets = 1024;
    private const int MostOwn = 256;

    /// <summary>Below this limit the emulator is not even started.</summary>
    public const int LeastLimit = 256;

    /// <summary>Where no limit is known.</summary>
    public static DescriptorBounds None { get; } = new(int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue);

    /// <summary>How many must be free before the first client for the emulator to do its work.</summary>
    /// <param name="listening">Sockets that accept.</param>
    public static int LeastFree(int listening) => LeastClients + LeastTargets + LeastOwn + listening;

    /// <param name="limit">Of the process.</param>
    /// <param name="inUse">How many it has before the first client: .NET keeps two for each assembly alone.</param>
    /// <param name="listening">Sockets that accept: each has one more for as long as it takes to refuse a connection.</param>
    public static DescriptorBounds Of(int limit, int inUse, int listening)
    {
        if (limit == int.MaxValue)
        {
            return None;
        }

        var free = Math.Max(limit - inUse, 0);
        var own = Math.Clamp(free / 16, LeastOwn, MostOwn);
        var targets = limit - own - listening;
        return new(
            limit,
            targets - Math.Clamp((targets - inUse) / 4, LeastTargets, MostTargets),
            targets,
            targets + (own / 4),
            targets + (own / 2));
    }
}

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>The proxies that can be compared, by the names that <c>--only</c> takes.</summary>
internal static class ProxyNames
{
    public const string Emulator = "emulator";
    public const string Before = "before";
    public const string PlainYarp = "plain-yarp";
    public const string QuietYarp = "quiet-yarp";
    public const string Nginx = "nginx";
    public const string Haproxy = "haproxy";

    /// <summary>But for an emulator of another build, which has to be named by its program.</summary>
    public static string[] All { get; } = [Emulator, PlainYarp, QuietYarp, Nginx, Haproxy];
}

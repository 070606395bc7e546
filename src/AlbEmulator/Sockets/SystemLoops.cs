using System.Globalization;

namespace AlbEmulator.Sockets;

/// <summary>
/// .NET's own event loops, which tell who connects, and when there is room to send more; where there is no <see cref="EventLoop"/>,
/// also what comes. .NET has one for 30 processors, since it hands over what happens to others; here they deal with it at once, which
/// takes a third less CPU a request, and so there is one for each processor. That is for a process in which nobody blocks: one that
/// is somebody else's, such as that of tests, is left as it is.
/// </summary>
internal static class SystemLoops
{
    /// <summary>.NET reads it when the first socket waits, and where there is none decides by itself.</summary>
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Whether whoever waits for any socket deals on that thread with what happens.</summary>
    public static bool AreInline => Environment.GetEnvironmentVariable(Inline) == "1";

    /// <summary>Before the first socket. What the user says stands.</summary>
    public static void OneForEachProcessor()
    {
        if (Environment.GetEnvironmentVariable(Count) is null)
        {
            Environment.SetEnvironmentVariable(Count, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        }

        Environment.SetEnvironmentVariable(Inline, "1");
    }
}

using System.Globalization;

namespace AlbEmulator.Machine;

/// <summary>
/// How many threads wait for sockets, and what they do. .NET has one for 30 processors, since it hands over what comes to others;
/// here they deal with it at once, which takes a third less CPU a request, and so there is one for each processor. That is for
/// a process in which nobody blocks: one that is somebody else's, such as that of tests, is left as it is.
/// </summary>
internal static class SocketThreads
{
    /// <summary>.NET reads it when the first socket waits, and where there is none decides by itself.</summary>
    private const string Count = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    private const string Inline = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

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

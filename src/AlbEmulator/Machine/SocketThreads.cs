using System.Globalization;

namespace AlbEmulator.Machine;

/// <summary>
/// How many threads wait for sockets. .NET has one for 30 processors, since it hands over what comes to others; where what
/// comes is dealt with at once there is to be one for each processor.
/// </summary>
internal static class SocketThreads
{
    /// <summary>.NET reads it when the first socket waits, and where there is none decides by itself.</summary>
    private const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT";

    /// <summary>Before the first socket. What the user says stands.</summary>
    public static void OneForEachProcessor()
    {
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        }
    }
}

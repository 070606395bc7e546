using System.Text;
using AlbEmulator.Machine;

namespace AlbEmulator.Terminal;

/// <summary>Where lines for somebody who looks on go: standard output, or standard error where a log has that.</summary>
/// <param name="stream">Takes them; no more than one thread writes to it.</param>
/// <param name="isColoured">Whether it is a terminal that shows colours.</param>
internal sealed class LineOutput(Stream stream, bool isColoured)
{
    public bool IsColoured => isColoured;

    /// <summary>Of this process; null where nobody is to see lines.</summary>
    /// <param name="settings">Whether they are wanted.</param>
    public static LineOutput? Of(AlbSettings settings)
    {
        var isOutput = !settings.IsStandardOutputTaken;
        var isTerminal = isOutput ? !Console.IsOutputRedirected : !Console.IsErrorRedirected;
        if (!AreWanted(settings, isTerminal, Environment.GetEnvironmentVariable))
        {
            return null;
        }

        return new LineOutput(
            isOutput ? Console.OpenStandardOutput() : Console.OpenStandardError(),
            isTerminal && AreColoursWanted(Environment.GetEnvironmentVariable));
    }

    /// <summary>
    /// Unless it is said: on a terminal, and in a container, whose standard output is read with <c>docker logs</c>; but not beside
    /// a log.
    /// </summary>
    public static bool AreWanted(AlbSettings settings, bool isTerminal, Func<string, string?> environment) =>
        settings.RequestLines switch
        {
            RequestLinesMode.On => true,
            RequestLinesMode.Off => false,
            _ => !settings.IsStandardOutputTaken
                && (isTerminal || Housing.IsToldByImage(environment)),
        };

    /// <summary>
    /// Of a terminal: <see href="https://no-color.org">NO_COLOR</see> says no, and so does a terminal that is dumb or has no name.
    /// </summary>
    public static bool AreColoursWanted(Func<string, string?> environment) =>
        string.IsNullOrEmpty(environment("NO_COLOR"))
        && (environment("TERM") is { Length: > 0 } terminal ? terminal != "dumb" : environment("WT_SESSION") is { Length: > 0 });

    public void Write(string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}

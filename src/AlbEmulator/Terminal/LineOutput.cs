using System.Text;
using AlbEmulator.Machine;

namespace AlbEmulator.Terminal;

/// <summary>Where lines for somebody who looks on go: standard output, or standard error where a log has that.</summary>
/// <param name="write">Takes them, each with its line feed; no more than one thread calls it.</param>
/// <param name="isColoured">Whether it is a terminal that shows colours.</param>
internal sealed class LineOutput(Action<string> write, bool isColoured)
{
    /// <param name="stream">Takes them as UTF-8; no more than one thread writes to it.</param>
    /// <param name="isColoured">Whether it is a terminal that shows colours.</param>
    public LineOutput(Stream stream, bool isColoured)
        : this(text => Write(stream, text), isColoured)
    {
    }

    public bool IsColoured => isColoured;

    /// <summary>Of this process; null where nobody is to see lines.</summary>
    /// <param name="settings">Whether they are wanted.</param>
    /// <param name="words">Hears each line where they are, in the place of this process; null for that.</param>
    public static LineOutput? Of(AlbSettings settings, Action<string>? words = null)
    {
        if (words is not null)
        {
            return settings.RequestLines == RequestLinesMode.On ? new LineOutput(text => Tell(words, text), isColoured: false) : null;
        }

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

    public void Write(string text) => write(text);

    private static void Tell(Action<string> words, string text)
    {
        foreach (var line in text.AsSpan().TrimEnd('\n').EnumerateLines())
        {
            words(line.ToString());
        }
    }

    private static void Write(Stream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }
}

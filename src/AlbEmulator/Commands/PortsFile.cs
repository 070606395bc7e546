using System.Text.Json;
using AlbEmulator.DataFolders;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Snapshots;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>Alb:PortsFile</c>: a file that tells which ports are bound, for whoever has started the emulator with some left open. It is
/// there, whole, from when the emulator is ready until it ends, and is written again when other ports are bound.
/// </summary>
internal sealed partial class PortsFile(
    AlbSettings settings, DataFolder folder, CurrentSnapshot current, SnapshotPublisher publisher, ILogger<PortsFile> log) : IDisposable
{
    /// <summary>Bytes: ten thousand listeners have less.</summary>
    private const int Longest = 4 * 1024 * 1024;

    private readonly Lock _writing = new();
    private byte[] _written = [];

    /// <summary>Takes away what an emulator has left that was killed; nothing may be taken for what is not so yet.</summary>
    /// <returns>Why the file cannot be this one's; null where it can.</returns>
    public static string? Clear(AlbSettings settings)
    {
        if (settings.PortsFile.Length == 0)
        {
            return null;
        }

        var (kind, problem) = (FileStatus.Of(settings.PortsFile).Kind, Control(settings.PortsFile).Problem);
        try
        {
            if (problem is null)
            {
                File.Delete(settings.PortsFile);
            }

            return problem is null || kind == FileKind.Missing ? null
                : $"Alb:PortsFile names {Quoted.Plain(settings.PortsFile)}, which {problem}: nothing is written over it; name another";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unwritten(exception);
        }
    }

    /// <summary>Where the emulator answers that has written a file.</summary>
    /// <param name="path">Of the file.</param>
    /// <returns>Empty where it has no control port; or why the file does not tell.</returns>
    public static (string Url, string? Problem) Control(string path)
    {
        var content = RegularFile.Read(path, Longest);
        try
        {
            return content.Bytes is null ? ("", content.Problem)
                : JsonSerializer.Deserialize(content.Bytes, CommandJson.Readable.BoundPorts) is { Process: > 0, Control: { } url } ? (url, null)
                : ("", "is no file of ports");
        }
        catch (JsonException)
        {
            return ("", "is no file of ports");
        }
    }

    /// <summary>Begins to tell, once clients may come.</summary>
    /// <returns>Why that cannot be; null where it can.</returns>
    public string? Begin()
    {
        if (settings.PortsFile.Length == 0)
        {
            return null;
        }

        try
        {
            Write();
            publisher.Published += WriteAgain;
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unwritten(exception);
        }
    }

    /// <summary>What another emulator has written there since is its own.</summary>
    public void Dispose()
    {
        publisher.Published -= WriteAgain;
        if (_written.Length > 0 && RegularFile.Read(settings.PortsFile, Longest).Bytes.AsSpan().SequenceEqual(_written))
        {
            new Unattended("The file of ports", log).Do(() => File.Delete(settings.PortsFile));
        }
    }

    private static string Unwritten(Exception exception) => $"The file that Alb:PortsFile names cannot be written: {exception.Message}";

    private void WriteAgain()
    {
        try
        {
            Write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnwritten(Unwritten(exception));
        }
    }

    private void Write()
    {
        var places = BoundPlaces.Of(current.Value);
        var told = new BoundPorts(Environment.ProcessId, settings.ControlUrl, places.Listeners, places.EchoTargets, places.EchoProviders);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(told, CommandJson.Readable.BoundPorts);
        lock (_writing)
        {
            if (!bytes.AsSpan().SequenceEqual(_written))
            {
                folder.Replace(Path.GetFullPath(settings.PortsFile), file => file.Write(bytes), isPrivate: false);
                _written = bytes;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Problem:l}")]
    private partial void LogUnwritten(string problem);

    /// <param name="Process">Of the emulator.</param>
    /// <param name="Control">Where it answers itself; empty where it does not.</param>
    /// <param name="Listeners">Where clients connect.</param>
    /// <param name="EchoTargets">Those that it hosts.</param>
    /// <param name="EchoProviders">Issuers of those that it hosts.</param>
    internal sealed record BoundPorts(
        int Process,
        string? Control,
        IReadOnlyList<BoundPlaces.OfListener> Listeners,
        IReadOnlyList<BoundPlaces.OfEchoTarget> EchoTargets,
        IReadOnlyList<string> EchoProviders);
}

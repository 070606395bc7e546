using System.Globalization;

namespace AlbEmulator.Machine;

/// <summary>Why a file cannot be read, to be said of its name, and what to do about it.</summary>
internal static class FileWords
{
    public const string NoSuchFile = "there is no such file";

    private const long Megabyte = 1024 * 1024;
    private const int LongestShown = 300;

    public static string Of(FileKind kind, string path) => kind switch
    {
        FileKind.Folder => "is a folder: name a file",
        FileKind.Pipe => "is a pipe, which can be read but once and may never end: write what comes out of it to a file, and name that",
        FileKind.Socket => "is a socket: name a file",
        FileKind.Device => "is a device: name a file",
        _ => Missing(path),
    };

    public static string TooLong(long longest) => longest % Megabyte == 0
        ? string.Create(CultureInfo.InvariantCulture, $"is larger than {longest / Megabyte} MiB, and is not read")
        : string.Create(CultureInfo.InvariantCulture, $"is larger than {longest} bytes, and is not read");

    public static string CannotBeRead(string reason) =>
        $"cannot be read: {OneLine.Of(reason, LongestShown)}";

    /// <summary>What is not there, or stands behind something that does not let us in.</summary>
    private static string Missing(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is { } target)
            {
                // Links that lead round in a circle are told by an exception.
                file.ResolveLinkTarget(returnFinalTarget: true);
                return $"is a link to {OneLine.Of(target)}, and {NoSuchFile}";
            }

            // So is a folder that we may not enter, and a name that is too long.
            _ = File.GetAttributes(path);
            return NoSuchFile;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or ArgumentException)
        {
            return NoSuchFile;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return CannotBeRead(exception.Message);
        }
    }
}

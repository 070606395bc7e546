using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports;

/// <summary>What is said of a file that is of another program, in place of what is wrong with it as JSON or YAML.</summary>
internal static class OtherFiles
{
    private const int MostLooked = 1000;

    /// <param name="file">As the user named it.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="content">What came of reading it.</param>
    /// <param name="document">What came of parsing that; null for nothing.</param>
    /// <returns>Null when it is nothing known, or may be a topology.</returns>
    public static Problem? Of(string file, string path, FileContent content, Document? document)
    {
        var told = document?.Root is Node.Mapping ? null
            : document?.Root is Node.Sequence list ? Sources.InPlaceOf(list)
            : content.Bytes is { } bytes ? OtherTexts.InPlaceOf(file, bytes)
            : content.Kind == FileKind.Folder ? OtherTexts.InPlaceOfFolder(path)
            : content.Kind == FileKind.Missing && Beside(file, path) is { Length: > 0 } meant ? $"{content.Problem}{meant}"
            : null;
        return told is null ? null : new Problem(new Origin(file, 0, ""), told);
    }

    /// <summary>The file of the same folder that was meant; empty where none is called nearly so.</summary>
    private static string Beside(string file, string path)
    {
        try
        {
            return Directory.Exists(Path.GetDirectoryName(path)) && Path.GetFileName(file) is var name && Path.GetFileNameWithoutExtension(name).Length > 1
                ? Spelling.DidYouMean(name, Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(path)!).Take(MostLooked).Select(entry => Path.GetFileName(entry)))
                : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}

using AlbEmulator.Imports;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>Where the files are that somebody names: relative names are looked for in the working directory, then beside the program.</summary>
internal sealed class FilePlaces(string workingDirectory, string applicationFolder)
{
    /// <summary>Names that a file of the working directory may have to be taken without being named.</summary>
    private static readonly IReadOnlyList<string> OwnNames = ["alb.yaml", "alb.yml", "alb.json"];

    /// <summary>One to play with, beside the program; a program that is a single file has none.</summary>
    private const string Example = "config/alb.json";

    /// <summary>What is run where nothing is named: a file of the working directory, or else one to play with.</summary>
    /// <returns>Its name, and what there is to tell of others that were not taken.</returns>
    public (string Name, IReadOnlyList<Problem> Notes) Own()
    {
        var there = OwnNames.Where(name => File.Exists(PathOf(name))).ToList();
        return there is [var own, .. var others]
            ? (own, [.. others.Select(name => new Problem(
                new Origin(name, 0, ""), $"is not read, since {own} is here too: name the files that are meant"))])
            : (Example, []);
    }

    /// <summary>What to do where a file that nobody named is not there; null for any other.</summary>
    public static Problem? Nothing(string file, string? problem) => file == Example && problem == FileWords.NoSuchFile
        ? new Problem(new Origin(file, 0, ""), $"{problem}, and no alb.yaml here: alb init writes one, or give a route, such as alb run http://localhost:3000")
        : null;

    /// <summary>The file that is meant; as it was named where there is none.</summary>
    public StackFile Locate(string named)
    {
        if (LivingSource.IsMeantBy(named))
        {
            return new StackFile(null, named);
        }

        var file = StackFile.Of(named);
        if (file.Stack is not null && Path.Exists(PathOf(named)))
        {
            return new StackFile(null, Path.Combine(".", named));
        }

        if (Path.Exists(PathOf(file.File)))
        {
            return file;
        }

        var beside = Path.Combine(applicationFolder, file.File);
        return Path.Exists(beside) ? file with { File = beside } : file;
    }

    /// <summary>Where a file is, without the name of its stack.</summary>
    public string PathOf(string file)
    {
        try
        {
            return Path.GetFullPath(file, workingDirectory);
        }
        catch (ArgumentException)
        {
            // A name no file can have; opening it says so.
            return file;
        }
    }
}

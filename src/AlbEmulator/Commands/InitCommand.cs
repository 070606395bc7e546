using AlbEmulator.Model;
using AlbEmulator.Topologies;
using AlbEmulator.Topologies.Routes;

namespace AlbEmulator.Commands;

/// <summary>
/// <c>alb init [ROUTE…]</c>: writes <c>alb.yaml</c> of the working directory, which <c>alb</c> alone runs, and its schema for editors.
/// </summary>
internal static class InitCommand
{
    private const string FileName = "alb.yaml";
    private const string SchemaName = "alb.schema.json";

    /// <param name="settings">What topologies are read by.</param>
    /// <param name="read">Reads the routes of the command line.</param>
    /// <param name="isForced">Whether to replace a file that is there.</param>
    /// <param name="output">Where is told what was written.</param>
    /// <param name="error">Where is told why nothing was.</param>
    /// <returns>The exit code.</returns>
    public static int Run(AlbSettings settings, ArgumentReader read, bool isForced, TextWriter output, TextWriter error)
    {
        var files = new TopologyFiles(settings, Environment.GetEnvironmentVariable);
        var problems = new List<Problem>();
        var (_, routes) = read(files, problems);
        if (problems.Count > 0)
        {
            problems.ForEach(error.WriteLine);
            return ExitCode.WrongUse;
        }

        if (routes is not null && files.ReadInPlace(routes.Part) is { Problems.Count: > 0 } reading)
        {
            ReadingWords.Tell(reading, error);
            return ExitCode.WrongUse;
        }

        var (path, schema) = (files.PathOf(FileName), files.PathOf(SchemaName));
        if (!isForced && Path.Exists(path))
        {
            error.WriteLine($"{FileName} is there already: --force replaces it, and alb alone runs it");
            return ExitCode.WrongUse;
        }

        try
        {
            Write(path, routes?.Text ?? InitialTopology.Text);
            if (isForced || !Path.Exists(schema))
            {
                Write(schema, InitialTopology.Schema);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{FileName} cannot be written: {Quoted.Sentence(exception.Message)}");
            return ExitCode.WrongUse;
        }

        output.WriteLine($"{FileName} is written, and {SchemaName} for editors: run it with alb");
        return ExitCode.Good;
    }

    /// <summary>Whole, whatever stands there.</summary>
    private static void Write(string path, string text)
    {
        var beside = $"{path}.new";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
    }
}

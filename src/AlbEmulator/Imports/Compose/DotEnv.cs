namespace AlbEmulator.Imports.Compose;

/// <summary>
/// The file <c>.env</c> beside a compose file. What the environment has goes before it.
/// <see href="https://docs.docker.com/compose/how-tos/environment-variables/variable-interpolation/#env-file-syntax"/>
/// </summary>
internal static class DotEnv
{
    private const string Export = "export ";

    /// <summary>A lookup of variables: in the environment, then among those of the text.</summary>
    /// <param name="text">What is in the file; null where there is none.</param>
    /// <param name="environment">The environment variables.</param>
    public static Func<string, string?> Over(string? text, Func<string, string?> environment)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var variables = new ComposeVariables(name => environment(name) ?? values.GetValueOrDefault(name));
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries))
        {
            var written = line.StartsWith(Export, StringComparison.Ordinal) ? line[Export.Length..] : line;
            var equals = written.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && written[0] != '#')
            {
                values[written[..equals].Trim()] = Value(written[(equals + 1)..].Trim(), variables);
            }
        }

        return name => environment(name) ?? values.GetValueOrDefault(name);
    }

    private static string Value(string written, ComposeVariables variables)
    {
        if (Quoted(written, '\'') is { } literal)
        {
            return literal;
        }

        var comment = written.IndexOf(" #", StringComparison.Ordinal);
        var (value, problem) = variables.Expand(Quoted(written, '"') ?? (comment < 0 ? written : written[..comment].TrimEnd()));
        // What is no variable is taken as it stands, as compose does.
        return problem is null ? value : written;
    }

    /// <summary>What stands between two quotation marks; null where the text does not begin with one.</summary>
    private static string? Quoted(string text, char mark) =>
        text.Length > 1 && text[0] == mark && text.IndexOf(mark, 1) is var end and > 0 ? text[1..end] : null;
}

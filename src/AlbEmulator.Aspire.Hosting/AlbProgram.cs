using System.Runtime.InteropServices;

namespace AlbEmulator.Aspire.Hosting;

/// <summary>The program that is run: <c>alb</c> of the PATH, or a file.</summary>
/// <param name="path">Its name or its path; <c>alb.dll</c> is run by <c>dotnet</c>.</param>
internal sealed class AlbProgram(string path)
{
    public const string Usual = "alb";

    private static readonly string[] Endings = RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? [".exe", ".cmd", ""] : [""];

    private bool IsAssembly => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);

    public string Command => IsAssembly ? "dotnet" : path;

    /// <summary>What stands before the arguments of the program itself.</summary>
    public IEnumerable<string> FirstArguments => IsAssembly ? [path] : [];

    /// <summary>What to do about a program that is not there; null where it is.</summary>
    public string? Missing => IsThere()
        ? null
        : path == Usual
            ? "The program alb is not on the PATH. Install it with \"dotnet tool install --global AlbEmulator\" (from a folder of packages: "
                + "--add-source FOLDER), or say where it is: WithProgram(\"/path/to/alb\"), or alb.dll of a build."
            : $"There is no program {path}. WithProgram takes the path of alb, or of alb.dll.";

    private bool IsThere() => Path.IsPathFullyQualified(path)
        ? File.Exists(path)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => Endings.Any(ending => File.Exists(Path.Combine(folder, path + ending))));
}

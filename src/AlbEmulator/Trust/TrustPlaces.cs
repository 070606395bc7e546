namespace AlbEmulator.Trust;

/// <summary>Where on a machine trust stores are looked for, and the programs that change them.</summary>
/// <param name="Root">Of the file system; another than that of the machine for a system that lies in a folder.</param>
/// <param name="Home">Of the user.</param>
/// <param name="Variable">Of the environment.</param>
internal sealed record TrustPlaces(string Root, string Home, Func<string, string?> Variable)
{
    /// <summary>Where programs for administrators are, which is not on everybody's PATH.</summary>
    private static readonly string[] Administrators = OperatingSystem.IsWindows() ? [] : ["/usr/sbin", "/sbin", "/usr/local/sbin"];

    /// <summary>Whether it is the machine itself.</summary>
    public bool IsMachine => Root == "/";

    public static TrustPlaces Machine() => new(
        "/",
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
        Environment.GetEnvironmentVariable);

    /// <param name="below">Such as <c>etc/ssl</c>.</param>
    public string InRoot(string below) => Path.Combine(Root, below);

    public string InHome(string below) => Path.Combine(Home, below);

    /// <summary>The path of a program; null where there is none.</summary>
    public string? Program(string name) => (Variable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(Administrators)
        .Select(folder => Path.Combine(folder, name))
        .FirstOrDefault(File.Exists);
}

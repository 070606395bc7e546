namespace AlbEmulator.Trust;

/// <summary>The trust stores of this machine, each of which a line is told of.</summary>
internal static class TrustStores
{
    public const string System = "system";
    public const string Browsers = "browsers";
    public const string Dotnet = "dotnet";

    /// <summary>Which may be asked for alone. On Windows and macOS the system's is that of browsers and of .NET too.</summary>
    public static IReadOnlyList<string> Kinds { get; } = OperatingSystem.IsLinux() ? [System, Browsers, Dotnet] : [System];

    public static IReadOnlyList<ITrustStore> Of(TrustPlaces places) =>
        OperatingSystem.IsWindows() ? [new UserRootStore(System, "trusted root certification authorities of the user")]
        : OperatingSystem.IsMacOS() ? [new Keychain(places)]
        : [new SystemStore(places), .. OfBrowsers(places), .. places.IsMachine ? [new UserRootStore(Dotnet, ".NET (CurrentUser\\Root)")] : Array.Empty<ITrustStore>()];

    private static IEnumerable<ITrustStore> OfBrowsers(TrustPlaces places)
    {
        var found = NssDatabases.Find(places);
        foreach (var owner in new[] { NssDatabases.Chromium, NssDatabases.Firefox })
        {
            var own = found.Where(database => database.Owner == owner).ToList();
            if (own.Count == 0)
            {
                yield return new NoStore(Browsers, owner, $"this user has not started one yet: once one was started, alb trust finds its database below {places.Home}");
            }

            foreach (var database in own)
            {
                yield return new NssStore(places, database);
            }
        }
    }
}

using AlbEmulator.Imports;
using AlbEmulator.Model;

namespace AlbEmulator.Topologies;

/// <summary>What is wrong with settings that a topology is read by.</summary>
internal static class SettingsProblems
{
    public static IEnumerable<Problem> Find(AlbSettings settings)
    {
        if (BindAddresses.ProblemWith(settings.BindAddress) is { } problem)
        {
            yield return Of("BindAddress", problem);
        }

        if (settings.AssumeListener.Length > 0 && AssumedListener.Parse(settings.AssumeListener) is null)
        {
            yield return Of(
                "AssumeListener", $"must be a protocol and a port such as HTTP:80 or HTTPS:443, not {Quoted.Text(settings.AssumeListener)}");
        }

        if (settings.AccountId.Length != 12 || !settings.AccountId.All(char.IsAsciiDigit))
        {
            yield return Of("AccountId", $"must have 12 digits, not {Quoted.Text(settings.AccountId)}");
        }

        if (settings.Region.Length == 0 || !settings.Region.All(IsRegionCharacter))
        {
            yield return Of("Region", $"must be the name of a Region such as us-east-1, not {Quoted.Text(settings.Region)}");
        }
    }

    /// <summary>Of the setting that names files.</summary>
    public static Problem NoFile() => Of("Topology", "names no file: write one, such as config/alb.json");

    private static bool IsRegionCharacter(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';

    private static Problem Of(string name, string message) => new(new Origin("settings", 0, $"Alb:{name}"), message);
}

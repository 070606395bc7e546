using AlbEmulator.Model;

namespace AlbEmulator.Commands;

/// <summary>
/// Variables of the environment that look like settings. <c>Alb__Name</c> is one, and is wrong if there is no such setting;
/// others begin with <c>ALB_</c> too, and only one that nearly is a setting's name is told.
/// </summary>
internal static class VariableNames
{
    private const string Setting = "Alb__";

    /// <summary>Those of this process.</summary>
    public static IEnumerable<string> All => Environment.GetEnvironmentVariables().Keys.Cast<string>();

    /// <summary>A sentence for each that does nothing and was meant to.</summary>
    /// <param name="names">Of the environment.</param>
    public static IEnumerable<string> Notes(IEnumerable<string> names) =>
        from name in names.Order(StringComparer.Ordinal)
        where name.StartsWith("Alb", StringComparison.OrdinalIgnoreCase) && name.Length > "Alb_".Length && name["Alb".Length] is '_' or '.' or '-'
            && !name.StartsWith(Setting, StringComparison.OrdinalIgnoreCase)
        let setting = SettingNames.Nearest(name["Alb_".Length..])
        where setting is not null
        select $"the variable {Quoted.Plain(name)} is no setting and does nothing: did you mean {VariableOf(setting)}?";

    /// <summary>The variable that a setting was said by; null where it was none.</summary>
    /// <param name="path">Such as <c>Alb:Region</c>.</param>
    /// <param name="names">Of the environment.</param>
    public static string? Of(string path, IEnumerable<string> names) =>
        names.FirstOrDefault(name => string.Equals(name.Replace("__", ":", StringComparison.Ordinal), path, StringComparison.OrdinalIgnoreCase));

    /// <summary>Such as <c>Alb__Lambda__Endpoint</c>.</summary>
    public static string VariableOf(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);
}

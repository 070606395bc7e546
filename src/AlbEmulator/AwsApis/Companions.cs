using AlbEmulator.AwsApis.Query;
using AlbEmulator.Model;

namespace AlbEmulator.AwsApis;

/// <summary>
/// What EC2 and STS have in common here: they answer what clients ask beside the ELBv2 API, where <c>Alb:Companions</c>
/// does not switch them off, and refuse the rest by name.
/// </summary>
internal static class Companions
{
    public static QueryError Off { get; } = new(
        "UnsupportedOperation",
        "The setting Alb:Companions is false: this emulator answers the ELBv2 API alone, so ask EC2 and STS elsewhere");

    public static QueryError NoAction(string action, IEnumerable<string> there) => new(
        "InvalidAction",
        $"The action {Quoted.Plain(action)} is not valid for this web service: the emulator answers "
            + string.Join(", ", there.Order(StringComparer.Ordinal)));
}

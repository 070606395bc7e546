namespace AlbEmulator.ControlPort;

/// <summary>What the control port answers where it cannot do what it is asked: why, and what there is instead.</summary>
internal static class ControlRefusal
{
    public static IResult Of(int statusCode, string problem) =>
        Results.Json(new Refusal(problem), ControlJson.Readable.Refusal, statusCode: statusCode);

    internal sealed record Refusal(string Error);
}

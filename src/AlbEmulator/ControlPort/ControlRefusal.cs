using AlbEmulator.Machine;

namespace AlbEmulator.ControlPort;

/// <summary>What the control port answers where it cannot do what it is asked: why, and what there is instead.</summary>
internal static class ControlRefusal
{
    public static IResult Of(int statusCode, string problem) =>
        Results.Json(new Refusal(problem), ReadableJson.Options, statusCode: statusCode);

    private sealed record Refusal(string Error);
}

using AlbEmulator.Rules.Explanations;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary><c>POST /explain</c>: what <c>alb explain</c> tells of files, told of the rules in effect now.</summary>
internal static class ExplainApi
{
    /// <summary>Bytes of a question at most: an ALB takes 64 KB of headers.</summary>
    private const int LongestQuestion = 128 * 1024;

    public static async Task<IResult> AnswerAsync(HttpRequest http, CurrentSnapshot current)
    {
        var (body, tooLong) = await ControlBody.ReadAsync(http, LongestQuestion, "the question");
        if (tooLong is not null)
        {
            return tooLong;
        }

        var (request, problem) = ExplainQuestion.Read(body);
        if (request is null)
        {
            return ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!);
        }

        var snapshot = current.Value;
        var (listener, missing) = AskedListener.Choose(snapshot, request.Url);
        return listener is null
            ? ControlRefusal.Of(StatusCodes.Status400BadRequest, missing!)
            : Results.Json(
                Explanation.Of(snapshot, listener, request.Subject(listener)),
                ControlJson.Explained.Explanation);
    }
}

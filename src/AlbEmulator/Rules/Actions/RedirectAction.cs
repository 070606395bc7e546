using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Sends the client elsewhere.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#redirect-actions"/>
/// </summary>
internal sealed class RedirectAction(RuleAction.Redirect action) : CompiledAction
{
    /// <summary>As the log names it.</summary>
    public const string Name = "redirect";

    /// <summary>Bytes of a Location; what is longer is answered 507.</summary>
    public const int LongestLocation = 8 * 1024;

    private readonly RedirectUrl _url = new(action);
    private readonly Answer _page = AnswerPage.For(action.StatusCode, userAgent: null);

    public override Task ExecuteAsync(AlbRequest request)
    {
        request.Execute(Name);
        var location = _url.For(new(request.Connection.Scheme, request.SentName, request.Listener.PortText, request.SentUri));
        if (location.Length > LongestLocation)
        {
            Answers.Give(
                request,
                StatusCodes.Status507InsufficientStorage,
                new(
                    CauseCode.RedirectTooLong,
                    $"the Location of the rule's redirect would have {location.Length} bytes: more than {LongestLocation}"));
        }
        else if (location.AsSpan().ContainsAny('\r', '\n'))
        {
            // Neither a rule nor a request that AWS takes can hold them; a Location with a second header must not be.
            Answers.Give(
                request,
                StatusCodes.Status500InternalServerError,
                new(CauseCode.RedirectInvalid, "the Location of the rule's redirect would have a line break"));
        }
        else
        {
            request.RedirectUrl = location;
            Answers.Give(request, _page, location);
        }

        return Task.CompletedTask;
    }
}

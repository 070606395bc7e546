using System.Text;
using AlbEmulator.Forwarding;
using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Actions;

/// <summary>
/// Answers in place of a target.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#fixed-response-actions"/>
/// </summary>
internal sealed class FixedResponseAction(RuleAction.FixedResponse action) : CompiledAction
{
    /// <summary>As the log names it.</summary>
    public const string Name = "fixed-response";

    private readonly Answer _answer = AnswerOf(action.StatusCode, action.ContentType, action.MessageBody);

    /// <summary>What a client gets. An empty body keeps its type.</summary>
    public static Answer AnswerOf(int statusCode, string contentType, string body) =>
        new(statusCode, $"{contentType}; charset=utf-8", Encoding.UTF8.GetBytes(body));

    public override Task ExecuteAsync(AlbRequest request) => request.Listener.Faults.Of(request) is { } fault
        ? FaultedAction.ExecuteAsync(request, fault, forward: null, AnswerAsync)
        : AnswerAsync(request);

    private Task AnswerAsync(AlbRequest request)
    {
        request.Execute(Name);
        Answers.Give(request, _answer);
        return Task.CompletedTask;
    }
}

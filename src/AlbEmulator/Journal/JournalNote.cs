using AlbEmulator.Faults;
using AlbEmulator.FrontEndConnections;
using AlbEmulator.Requests;

namespace AlbEmulator.Journal;

/// <summary>What the journal keeps of a request beside its line of the access log.</summary>
/// <param name="Rule">ARN; null for the default rule, and where none was reached.</param>
/// <param name="TargetGroup">Its name.</param>
/// <param name="Target"><c>ip:port</c>, or the ARN of a function.</param>
/// <param name="Headers">There and back, for whoever keeps them; null where they are kept elsewhere.</param>
internal readonly record struct JournalNote(string? Rule, string? TargetGroup, string? Target, HeaderNotes? Headers)
{
    /// <summary>What of the target's answer is wrong; null where nothing is known.</summary>
    public string? ErrorDetail { get; init; }

    /// <summary>What was done to it on purpose; null for nothing.</summary>
    public InjectedFault? Fault { get; init; }

    /// <summary>Of a request that has ended, whose note pad is about to be used again; null where the journal is off.</summary>
    public static JournalNote? Of(AlbRequest request)
    {
        if (request.HeaderNotes is not { } notes)
        {
            return null;
        }

        notes.Complete(request.Context.Response, request.Exchange is Http2Exchange);
        return new JournalNote(request.Rule?.Rule?.Arn, request.TargetGroup?.TargetGroup.Name, request.Target?.Name, notes)
        {
            ErrorDetail = request.ErrorDetail,
            Fault = request.Fault,
        };
    }
}

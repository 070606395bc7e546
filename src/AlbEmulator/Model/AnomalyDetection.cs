namespace AlbEmulator.Model;

/// <summary>
/// What the errors of a target say of it, in AWS's words.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AnomalyDetection.html"/>
/// </summary>
/// <param name="Result">How it does beside the other targets of its group.</param>
/// <param name="MitigationInEffect">Whether it gets fewer requests for it.</param>
public sealed record AnomalyDetection(AnomalyResult Result, bool MitigationInEffect)
{
    public static AnomalyDetection Normal { get; } = new(AnomalyResult.Normal, false);
}

public enum AnomalyResult
{
    Normal,
    Anomalous,
}

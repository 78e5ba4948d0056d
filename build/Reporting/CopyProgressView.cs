using Bakehouse.Mirroring;
using Bakehouse.Steps;

namespace Bakehouse.Reporting;

/// <summary>Lets the view of the run have how far copies are.</summary>
public sealed class CopyProgressView(IRunView view) : ICopyView
{
    public void Moved(string copy, CopyProgress progress) => view.Moved(copy, progress);
}

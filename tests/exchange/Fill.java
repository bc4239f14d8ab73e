import java.io.FileInputStream;
import java.sql.Date;
import org.javarosa.core.model.Constants;
import org.javarosa.core.model.FormDef;
import org.javarosa.core.model.FormIndex;
import org.javarosa.core.model.SelectChoice;
import org.javarosa.core.model.data.DateData;
import org.javarosa.core.model.data.DecimalData;
import org.javarosa.core.model.data.IAnswerData;
import org.javarosa.core.model.data.IntegerData;
import org.javarosa.core.model.data.SelectOneData;
import org.javarosa.core.model.instance.InstanceInitializationFactory;
import org.javarosa.core.services.PrototypeManager;
import org.javarosa.core.util.JavaRosaCoreModule;
import org.javarosa.form.api.FormEntryController;
import org.javarosa.form.api.FormEntryModel;
import org.javarosa.form.api.FormEntryPrompt;
import org.javarosa.model.xform.XFormsModule;
import org.javarosa.xform.util.XFormUtils;

/**
 * Fills in a form with the engine of ODK Collect, which pyxform has with it: `Fill FORM name=answer name ...`.
 * An answer is `taken`, `refused` or `no choice`; a question that is not shown is `hidden`. A name alone asks
 * what is shown of the question: `must` or `may`, how many choices it has, its text and its hint.
 */
public class Fill {
    private final FormEntryModel model;
    private final FormEntryController controller;

    private Fill(String file) throws Exception {
        new XFormsModule().registerModule();
        PrototypeManager.registerPrototypes(JavaRosaCoreModule.classNames);
        FormDef form = XFormUtils.getFormFromInputStream(new FileInputStream(file));
        model = new FormEntryModel(form);
        controller = new FormEntryController(model);
        form.initialize(true, new InstanceInitializationFactory());
    }

    public static void main(String[] words) throws Exception {
        Fill fill = new Fill(words[0]);
        for (int at = 1; at < words.length; at++) {
            String[] parts = words[at].split("=", 2);
            FormEntryPrompt question = fill.question(parts[0]);
            String found = question == null ? "hidden"
                : parts.length == 1 ? shown(question) : fill.answered(question, parts[1]);
            System.out.println(found);
        }
    }

    private FormEntryPrompt question(String name) {
        controller.jumpToIndex(FormIndex.createBeginningOfFormIndex());
        int event = controller.stepToNextEvent();
        for (; event != FormEntryController.EVENT_END_OF_FORM; event = controller.stepToNextEvent()) {
            if (event == FormEntryController.EVENT_QUESTION) {
                FormEntryPrompt question = model.getQuestionPrompt();
                if (question.getFormElement().getBind().getReference().toString().endsWith("/" + name)) {
                    return question;
                }
            }
        }
        return null;
    }

    private static boolean isChoice(FormEntryPrompt question) {
        return question.getControlType() == Constants.CONTROL_SELECT_ONE;
    }

    private static String shown(FormEntryPrompt question) {
        int choices = isChoice(question) ? question.getSelectChoices().size() : 0;
        String must = question.isRequired() ? "must" : "may";
        return must + " " + choices + " " + question.getQuestionText() + " | " + question.getHelpText();
    }

    private String answered(FormEntryPrompt question, String answer) {
        IAnswerData data = null;
        if (isChoice(question)) {
            for (SelectChoice choice : question.getSelectChoices()) {
                data = choice.getValue().equals(answer) ? new SelectOneData(choice.selection()) : data;
            }
            if (data == null) {
                return "no choice";
            }
        } else if (question.getDataType() == Constants.DATATYPE_INTEGER) {
            data = new IntegerData(Integer.parseInt(answer));
        } else if (question.getDataType() == Constants.DATATYPE_DECIMAL) {
            data = new DecimalData(Double.parseDouble(answer));
        } else {
            data = new DateData(Date.valueOf(answer));
        }
        return controller.answerQuestion(data, true) == FormEntryController.ANSWER_OK ? "taken" : "refused";
    }
}
